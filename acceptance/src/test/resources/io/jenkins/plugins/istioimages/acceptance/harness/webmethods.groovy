import hudson.model.Descriptor
import jenkins.model.Jenkins

// Prints the path of each web method of our descriptors: checks of fields and lists of choices.

Jenkins.get().getExtensionList(Descriptor).findAll { it.class.name.startsWith('io.jenkins.plugins.istioimages.') }.each {
    descriptor ->
    descriptor.class.methods.findAll { it.name ==~ /do(Check|Fill)[A-Z].*/ }.each {
        println descriptor.descriptorUrl + '/' + it.name.substring(2, 3).toLowerCase() + it.name.substring(3)
    }
}
''
