import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SecretBytes
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl
import hudson.util.Secret
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl

def provider = SystemCredentialsProvider.instance
// Also in the place of those that another test has left.
def keep = { one ->
    provider.credentials.removeAll(provider.credentials.findAll { it.id == one.id })
    provider.credentials.add(one)
}
keep(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'publish-s3', '', 'S3_ID', 'S3_WORD'))
keep(new FileCredentialsImpl(
    CredentialsScope.GLOBAL, 'publish-google', '', 'account.json', SecretBytes.fromBytes('GOOGLE_FILE'.decodeBase64())))
keep(new StringCredentialsImpl(
    CredentialsScope.GLOBAL, 'publish-grafana', '', Secret.fromString('GRAFANA_TOKEN')))
provider.save()
