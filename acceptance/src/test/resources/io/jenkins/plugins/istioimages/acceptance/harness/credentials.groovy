import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl
import hudson.util.Secret
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl

// What the registry is written to with; and a text that forms may offer as certificates.
def provider = SystemCredentialsProvider.instance
provider.credentials.add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'registry', '', 'USER', 'PASSWORD'))
provider.credentials.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, 'authorities', '', Secret.fromString('none')))
provider.save()
