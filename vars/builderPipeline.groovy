import io.jenkins.plugins.istioimages.library.Workspace

// What is done is decided by the plugin (step pipelinePlan); this only wires. builderPipeline.txt says what it takes.

def call(Map given = [:]) {
    def workspace = new Workspace(this)
    def plan = workspace.plan('builderPipeline', given)
    if (!plan.turn) {
        return []
    }
    return istioTurn(plan.turn) {
        stage('Builder images') {
            workspace.of(plan.label) { builderImage(plan.step('builderImage')) }
        }
    }
}
