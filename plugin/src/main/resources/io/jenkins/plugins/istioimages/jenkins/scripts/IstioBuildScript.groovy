package io.jenkins.plugins.istioimages.jenkins.scripts

import groovy.transform.Field

// The body of istioBuild and, over another plan, of envoyBuild. It only wires steps: what is done, where and in which order is in the plan.

/** What the step was given. A field: after a restart of the controller scripts have the variables of the user's. */
@Field Map request

def given = request

def plan = inWorkspace(given) {
    if (!given.workspace) {
        checkout scm
    }
    given.planner == 'envoyPlan' ? envoyPlan(given.plan) : istioPlan(given.plan)
}

if (given.checkOnly) {
    return check(given, plan)
}

def made = []
if (plan.bases) {
    // Stages of the release find them by their tags in the staging store.
    made.addAll(buildAll(given, plan.bases))
    inWorkspace(given) {
        collectImages(given.registry + [plan: plan.bases, stages: made])
    }
}
made.addAll(buildAll(given, plan))

return inWorkspace(given) {
    def catalog = null
    if (plan.outputs.contains('docker')) {
        catalog = collectImages(given.registry + [plan: plan, stages: made])
    }
    if (given.planner == 'envoyPlan') {
        writeFile file: 'envoy.yaml', text: catalog.yaml, encoding: 'UTF-8'
        archiveArtifacts artifacts: 'envoy.yaml'
    } else if (given.validate || plan.outputs != ['docker']) {
        def out = assembleRelease(given.registry + [plan: plan, stages: made, catalog: catalog])
        dir(out) {
            // Images are in the registry; everything else goes by the artifact manager, from the agent.
            archiveArtifacts artifacts: '**', excludes: 'docker/*.tar.gz', fingerprint: true
        }
    } else {
        writeFile file: 'images.yaml', text: catalog.yaml, encoding: 'UTF-8'
        writeFile file: 'images.html', text: catalog.html, encoding: 'UTF-8'
        writeFile file: 'lock.yaml', text: plan.lock, encoding: 'UTF-8'
        archiveArtifacts artifacts: 'images.yaml, images.html, lock.yaml'
    }
    if (catalog) {
        recordImages catalog: catalog
    }
    if (given.validate) {
        validate(given, plan)
    }
    return catalog
}

/** All stages of a plan, those of a wave side by side. */
def buildAll(given, plan) {
    def made = []
    for (wave in plan.waves) {
        def branches = [:]
        for (planned in wave) {
            def one = planned
            branches[one.id] = { made << build(given, plan, one) }
        }
        branches.failFast = given.failFast
        parallel branches
    }
    return made
}

/** One stage on one agent; one that any agent may do is done where the plan was made. */
def build(given, plan, planned) {
    def images = null
    stage(planned.id) {
        if (planned.label) {
            onAgent(planned.label) {
                images = make(given, plan, planned)
            }
        } else {
            inWorkspace(given) {
                images = make(given, plan, planned)
            }
        }
    }
    return images
}

/** A stage in the workspace that is there. */
def make(given, plan, planned) {
    def prepared = prepareIstioStage(given.registry + given.git + [plan: plan, stage: planned.id])
    if (prepared.done) {
        return prepared.images
    }
    inBuilder(prepared.container) {
        for (command in prepared.commands) {
            command.ended(sh(script: command.script, label: command.label, returnStatus: true))
        }
    }
    return makeIstioImages(given.registry + [plan: plan, prepared: prepared])
}

/** All platforms, each with its images in the workspace of its own agent; nothing of them leaves it. */
def check(given, plan) {
    def platforms = []
    def branches = [:]
    for (planned in plan.stages) {
        if (!platforms.contains(planned.platform)) {
            platforms << planned.platform
            def one = planned
            branches[one.platform] = { checkPlatform(given, plan, one) }
        }
    }
    branches.failFast = given.failFast
    parallel branches
    return null
}

def checkPlatform(given, plan, first) {
    stage('check ' + first.platform) {
        onAgent(first.label) {
            def place = pwd(tmp: true) + '/istio-images-check'
            def own = plan.only(first.platform, 'oci:' + place)
            dir(place) {
                deleteDir()
            }
            try {
                def made = []
                if (own.bases) {
                    made.addAll(makeAll(given, own.bases))
                    collectImages(given.registry + [plan: own.bases, stages: made])
                }
                made.addAll(makeAll(given, own))
                def catalog = null
                if (own.outputs.contains('docker')) {
                    catalog = collectImages(given.registry + [plan: own, stages: made])
                }
                if (given.validate) {
                    assembleRelease(given.registry + [plan: own, stages: made, catalog: catalog])
                    validate(given, own)
                }
            } finally {
                dir('istio-images/out') {
                    deleteDir()
                }
                dir(place) {
                    deleteDir()
                }
            }
        }
    }
}

/** All stages of a plan in the workspace that is there. */
def makeAll(given, plan) {
    def made = []
    for (planned in plan.stages) {
        made << make(given, plan, planned)
    }
    return made
}

/** Looks at the release that lies in the workspace. */
def validate(given, plan) {
    def report = validateRelease(given.registry + [staging: plan.staging, outputs: plan.outputs, failOnError: false])
    if (given.junit) {
        junit testResults: report.junit
    }
    report.orFail()
}

/** An agent that is lost is replaced by another once, or by itself when it is back. */
def onAgent(label, body) {
    return retry(count: 2, conditions: [agent(), nonresumable()]) {
        return node(label, body)
    }
}

def inBuilder(container, body) {
    if (container) {
        docker.image(container.image).inside(container.arguments, body)
    } else {
        body()
    }
}

def inWorkspace(given, body) {
    if (given.workspace) {
        return body()
    }
    return onAgent(given.label, body)
}
