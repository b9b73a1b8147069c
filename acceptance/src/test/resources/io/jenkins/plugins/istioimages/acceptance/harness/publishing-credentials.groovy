import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl
import hudson.util.Secret
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl

def provider = SystemCredentialsProvider.instance
def text = { id, word -> new StringCredentialsImpl(CredentialsScope.GLOBAL, id, '', Secret.fromString(word)) }
provider.credentials.add(text('publish-authority', 'AUTHORITY_PEM'))
provider.credentials.add(text('publish-key', 'KEY_PEM'))
provider.credentials.add(text('publish-token', 'API_TOKEN'))
provider.credentials.add(
    new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'publish-git', '', 'GIT_USER', 'GIT_PASSWORD'))
provider.save()
