import hudson.security.AuthorizationStrategy
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import hudson.security.Permission
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import jenkins.security.ApiTokenProperty

// Runs at each start of the controller, so it makes only what is not there yet. PLACEHOLDERS are filled in by Controller.

def jenkins = Jenkins.get()
JenkinsLocationConfiguration.get().url = 'URL'
jenkins.numExecutors = 0

if (!(jenkins.securityRealm instanceof HudsonPrivateSecurityRealm)) {
    def realm = new HudsonPrivateSecurityRealm(false, false, null)
    [admin: 'ADMIN_TOKEN', reader: 'READER_TOKEN'].each { name, token ->
        def user = realm.createAccount(name, 'acceptance-' + name)
        def tokens = new ApiTokenProperty()
        user.addProperty(tokens)
        tokens.addFixedNewToken('acceptance', token)
        user.save()
    }
    jenkins.securityRealm = realm

    // An administrator, somebody with Overall/Read only, and nobody else: takes matrix-auth.
    def matrix = jenkins.pluginManager.getPlugin('matrix-auth')
    AuthorizationStrategy strategy
    if (matrix != null) {
        def loader = jenkins.pluginManager.uberClassLoader
        strategy = loader.loadClass('hudson.security.GlobalMatrixAuthorizationStrategy').getConstructor().newInstance()
        def entry = loader.loadClass('org.jenkinsci.plugins.matrixauth.PermissionEntry')
        strategy.add(Jenkins.ADMINISTER, entry.user('admin'))
        strategy.add(Jenkins.READ, entry.user('reader'))
    } else {
        strategy = new FullControlOnceLoggedInAuthorizationStrategy()
        strategy.allowAnonymousRead = false
    }
    jenkins.authorizationStrategy = strategy
    jenkins.save()
}
