import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl

// What the registry is written to with.
def provider = SystemCredentialsProvider.instance
provider.credentials.add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, 'registry', '', 'USER', 'PASSWORD'))
provider.save()
