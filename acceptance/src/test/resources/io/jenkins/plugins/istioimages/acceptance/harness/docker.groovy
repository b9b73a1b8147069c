import hudson.slaves.EnvironmentVariablesNodeProperty
import jenkins.model.Jenkins

// Tells builds on all agents where the Docker Engine is.
def host = new EnvironmentVariablesNodeProperty.Entry('DOCKER_HOST', 'SOCKET')
Jenkins.get().globalNodeProperties.replaceBy([new EnvironmentVariablesNodeProperty(host)])
Jenkins.get().save()
