import hudson.model.Node
import hudson.slaves.DumbSlave
import hudson.slaves.JNLPLauncher
import hudson.slaves.RetentionStrategy
import jenkins.model.Jenkins

// Adds the inbound agent NAME and prints its secret.

def jenkins = Jenkins.get()
if (jenkins.getNode('NAME') == null) {
    def launcher = new JNLPLauncher()
    launcher.webSocket = true
    def node = new DumbSlave('NAME', 'DIRECTORY', launcher)
    node.labelString = 'LABELS'
    node.numExecutors = EXECUTORS
    node.mode = Node.Mode.NORMAL
    node.retentionStrategy = RetentionStrategy.INSTANCE
    jenkins.addNode(node)
}
print jenkins.getComputer('NAME').jnlpMac
