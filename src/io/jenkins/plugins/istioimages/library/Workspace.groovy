package io.jenkins.plugins.istioimages.library

/** Agents for what pipelines do beside building: one that is lost is replaced by another once. */
class Workspace implements Serializable {
    private static final long serialVersionUID = 1L

    private final Object steps

    /** @param steps the script whose steps are taken */
    Workspace(Object steps) {
        this.steps = steps
    }

    /**
     * Has the plugin decide what a run does, in the job's source.
     *
     * @param pipeline name
     * @param given its keys
     * @return steps with their arguments
     */
    def plan(String pipeline, Map given) {
        return steps.stage('Plan') {
            return of(given.label) { source ->
                return steps.pipelinePlan(
                    pipeline: pipeline, given: given, since: source.GIT_PREVIOUS_SUCCESSFUL_COMMIT)
            }
        }
    }

    /**
     * Runs a body on an agent.
     *
     * @param label expression; null or empty for any
     * @return what the body returns
     */
    def on(label, Closure body) {
        return steps.retry(count: 2, conditions: [steps.agent(), steps.nonresumable()]) {
            return steps.node(label ?: '', body)
        }
    }

    /** The same in the job's source. The body gets what checkout says of it. */
    def of(label, Closure body) {
        return on(label) {
            def source = steps.checkout(steps.scm)
            return body(source ?: [:])
        }
    }
}
