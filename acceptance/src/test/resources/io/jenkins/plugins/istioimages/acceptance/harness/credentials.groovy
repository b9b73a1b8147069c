import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl
import hudson.util.Secret
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration
import io.jenkins.plugins.istioimages.jenkins.config.ReleaseEntry
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl

// What the registry is written to with; and a text that forms may offer as certificates.
def provider = SystemCredentialsProvider.instance
provider.credentials.add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'registry', '', 'USER', 'PASSWORD'))
provider.credentials.add(new StringCredentialsImpl(CredentialsScope.GLOBAL, 'authorities', '', Secret.fromString('none')))
provider.save()

// mini-istio is a 1.14, which this house supports longer than Istio did.
def supported = new ReleaseEntry('1.14.5')
supported.endOfSupport = '2099-12-31'
IstioImagesConfiguration.get().releases = [supported, new ReleaseEntry('1.13.9')]
