import org.jenkinsci.plugins.structs.describable.DescribableModel
import org.jenkinsci.plugins.workflow.cps.Snippetizer
import org.jenkinsci.plugins.workflow.steps.StepDescriptor

// Makes the step that the SNIPPET (base64) describes, and prints the step's own snippet.

class Call {
    String name
    Object argument
}

abstract class Recorder extends Script {
    def invokeMethod(String name, Object arguments) {
        new Call(name: name, argument: arguments.length == 0 ? [:] : arguments[0])
    }
}

def configuration = new org.codehaus.groovy.control.CompilerConfiguration(scriptBaseClass: Recorder.name)
def text = new String('SNIPPET'.decodeBase64(), 'UTF-8')
def call = new GroovyShell(Recorder.classLoader, new Binding(), configuration).evaluate(text)
def model = new DescribableModel(StepDescriptor.byFunctionName(call.name).clazz)
def arguments = call.argument instanceof Map ? call.argument : [(model.soleRequiredParameter.name): call.argument]
print Snippetizer.object2Groovy(model.instantiate(arguments, null))
