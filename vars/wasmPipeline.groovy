import io.jenkins.plugins.istioimages.library.Workspace

// What is done is decided by the plugin (step pipelinePlan); this only wires. wasmPipeline.txt says what it takes.

def call(Map given = [:]) {
    def workspace = new Workspace(this)
    def plan = workspace.plan('wasmPipeline', given)
    if (!plan.turn) {
        return []
    }
    return istioTurn(plan.turn) {
        workspace.of(plan.label) {
            module(plan)
            images(plan)
        }
    }
}

def module(plan) {
    if (plan.steps.contains('sh')) {
        stage('Module') {
            inside(plan.step('inside')) { sh(plan.step('sh')) }
        }
    }
}

def inside(container, body) {
    return container ? docker.image(container.image).inside(body) : body()
}

def images(plan) {
    def made = []
    stage('Images') {
        for (call in plan.calls('wasmImage')) {
            made << wasmImage(call)
        }
    }
    return made
}
