package io.jenkins.plugins.istioimages.jenkins.scripts

import groovy.transform.Field
import io.jenkins.plugins.istioimages.jenkins.data.MadeBuilders

// The body of builderImage. It only wires steps: what is built where is in the plan.

/** What the step was given. A field: after a restart of the controller scripts have the variables of the user's. */
@Field Map request

def given = request

def plan = planBuilderImages(given.registry + given.plan)
if (plan.away) {
    dir(plan.directory) {
        stash name: plan.stash, useDefaultExcludes: false, excludes: '.git/**, .git'
    }
}

def made = []
def branches = [:]
for (planned in plan.branches) {
    def one = planned
    branches[one.id] = { made << (given.checkOnly ? build(given, plan, one) : attempt(given, plan, one)) }
}
if (branches) {
    parallel branches
}

if (given.checkOnly) {
    return []
}
return publishBuilderImages(given.registry + [plan: plan, made: made])

/** Images of a branch that fails keep their tags; it does not end the other branches. An abort does. */
def attempt(given, plan, branch) {
    try {
        return build(given, plan, branch)
    } catch (Exception e) {
        return MadeBuilders.failed(plan, branch, e)
    }
}

/** Some platforms in one place. */
def build(given, plan, branch) {
    def images = null
    stage(branch.id) {
        if (branch.here) {
            images = make(given, plan, branch)
        } else {
            onAgent(branch.label) {
                dir('istio-images-builder') {
                    deleteDir()
                    unstash plan.stash
                    images = make(given, plan, branch)
                }
            }
        }
    }
    return images
}

def make(given, plan, branch) {
    return makeBuilderImages(given.registry + [plan: plan, branch: branch.id])
}

/** An agent that is lost is replaced by another once, or by itself when it is back. */
def onAgent(label, body) {
    return retry(count: 2, conditions: [agent(), nonresumable()]) {
        return node(label, body)
    }
}
