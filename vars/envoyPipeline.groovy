import io.jenkins.plugins.istioimages.library.Workspace

// What is done is decided by the plugin (step pipelinePlan); this only wires. envoyPipeline.txt says what it takes.

def call(Map given = [:]) {
    def workspace = new Workspace(this)
    def plan = workspace.plan('envoyPipeline', given)
    if (plan.steps.contains('istioPlan')) {
        stage('Sources') {
            workspace.of(plan.label) { istioPlan(plan.step('istioPlan')) }
        }
        return null
    }
    if (!plan.turn) {
        return null
    }
    return istioTurn(plan.turn) {
        stage('Proxy') {
            envoyBuild(plan.step('envoyBuild'))
        }
    }
}
