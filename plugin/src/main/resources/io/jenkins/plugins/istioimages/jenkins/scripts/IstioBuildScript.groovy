package io.jenkins.plugins.istioimages.jenkins.scripts

// The body of istioBuild. It only wires steps: what is done, where and in which order is in the plan.

def plan = inWorkspace {
    if (!request.workspace) {
        checkout scm
    }
    istioPlan request.plan
}

def made = []
for (wave in plan.waves) {
    def branches = [:]
    for (planned in wave) {
        def one = planned
        branches[one.id] = { made << build(plan, one) }
    }
    branches.failFast = request.failFast
    parallel branches
}

return inWorkspace {
    def catalog = collectImages(request.registry + [plan: plan, stages: made])
    writeFile file: 'images.yaml', text: catalog.yaml, encoding: 'UTF-8'
    writeFile file: 'images.html', text: catalog.html, encoding: 'UTF-8'
    writeFile file: 'lock.yaml', text: plan.lock, encoding: 'UTF-8'
    archiveArtifacts artifacts: 'images.yaml, images.html, lock.yaml'
    recordImages catalog: catalog
    return catalog
}

/** One platform on one agent; an agent that is lost is replaced by another once. */
def build(plan, planned) {
    def images = null
    stage(planned.id) {
        retry(count: 2, conditions: [agent(), nonresumable()]) {
            node(planned.label) {
                def prepared = prepareIstioStage(request.registry + request.git + [plan: plan, stage: planned.id])
                if (prepared.done) {
                    images = prepared.images
                } else {
                    inBuilder(planned.builderImage) {
                        for (command in prepared.commands) {
                            sh script: command.script, label: command.label
                        }
                    }
                    images = makeIstioImages(request.registry + [plan: plan, prepared: prepared])
                }
            }
        }
    }
    return images
}

def inBuilder(image, body) {
    if (image) {
        docker.image(image).inside(body)
    } else {
        body()
    }
}

def inWorkspace(body) {
    if (request.workspace) {
        return body()
    }
    return node(request.label, body)
}
