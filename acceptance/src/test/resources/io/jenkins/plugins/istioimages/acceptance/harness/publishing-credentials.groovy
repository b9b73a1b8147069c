import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl
import hudson.util.Secret
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl

def provider = SystemCredentialsProvider.instance
// Also in the place of those that another test has left.
def keep = { one ->
    provider.credentials.removeAll(provider.credentials.findAll { it.id == one.id })
    provider.credentials.add(one)
}
def text = { id, word -> new StringCredentialsImpl(CredentialsScope.GLOBAL, id, '', Secret.fromString(word)) }
keep(text('publish-authority', 'AUTHORITY_PEM'))
keep(text('publish-key', 'KEY_PEM'))
keep(text('publish-token', 'API_TOKEN'))
keep(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'publish-git', '', 'GIT_USER', 'GIT_PASSWORD'))
keep(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'publish-other', '', 'OTHER_USER', 'OTHER_PASSWORD'))
provider.save()
