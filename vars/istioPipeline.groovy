import io.jenkins.plugins.istioimages.library.Workspace

// What is done is decided by the plugin (step pipelinePlan); this only wires. istioPipeline.txt says what it takes.

def call(Map given = [:]) {
    def workspace = new Workspace(this)
    def plan = workspace.plan('istioPipeline', given)
    if (plan.steps.contains('istioPlan')) {
        return dry(workspace, plan)
    }
    if (!plan.turn) {
        return null
    }
    return istioTurn(plan.turn) { release(workspace, plan) }
}

def dry(workspace, plan) {
    stage('Dry run') {
        return workspace.of(plan.label) { istioPlan(plan.step('istioPlan')) }
    }
}

def release(workspace, plan) {
    def images = null
    if (plan.steps.contains('builderImage')) {
        stage('Builder images') {
            workspace.of(plan.label) { builderImage(plan.step('builderImage')) }
        }
    }
    if (plan.steps.contains('istioBuild')) {
        stage('Build') {
            images = istioBuild(plan.step('istioBuild'))
        }
    }
    if (plan.steps.contains('publishOci')) {
        stage('Publish') {
            workspace.on(plan.label) { publishOci(plan.step('publishOci') + [images: images]) }
        }
    }
    if (plan.steps.contains('publishRelease')) {
        stage('Publish') {
            workspace.of(plan.label) { publishRelease(plan.step('publishRelease') + [images: images]) }
        }
    }
    return images
}
