package io.jenkins.plugins.istioimages.jenkins.scripts

/**
 * A Jenkinsfile's surroundings that do nothing but write down which steps are called: bodies are run at once, in the order
 * in which they stand. {@code calls} has each step with its named arguments, or what it was given.
 */
abstract class RecordedSteps extends Script {
    final List<List<Object>> calls = []

    Object invokeMethod(String name, Object given) {
        def arguments = given as List
        def named = arguments.find { it instanceof Map } ?: [:]
        calls << [name, named, arguments.findAll { !(it instanceof Map || it instanceof Closure) }]
        arguments.findAll { it instanceof Closure }.each { body ->
            body.delegate = this
            body.resolveStrategy = Closure.DELEGATE_FIRST
            body.call()
        }
        return new Anything(name)
    }

    Object getProperty(String name) {
        if (name in ['binding', 'calls', 'metaClass', 'class']) {
            return super.getProperty(name)
        }
        return binding.hasVariable(name) ? binding.getVariable(name) : new Anything(name)
    }

    /** Whatever a step gives, or a variable is. */
    static class Anything implements GroovyInterceptable {
        private final String name

        Anything(String name) {
            this.name = name
        }

        Object invokeMethod(String called, Object given) { new Anything(name + '.' + called) }

        Object getProperty(String property) { new Anything(name + '.' + property) }

        String toString() { name }
    }
}
