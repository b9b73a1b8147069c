package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import com.cloudbees.jenkins.plugins.sshcredentials.SSHUserPrivateKey;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.model.Run;
import hudson.util.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.mockito.MockedStatic;

/** A credentials store on this thread that writes down who used what, and for which URL it was asked. */
final class SomeCredentials implements AutoCloseable {
    final List<String> used = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    private final Map<String, Credentials> known = new HashMap<>();
    private final Map<Credentials, String> ids = new HashMap<>();
    private final MockedStatic<CredentialsProvider> provider = mockStatic(CredentialsProvider.class);
    private final MockedStatic<URIRequirementBuilder> requirements = mockStatic(URIRequirementBuilder.class);
    private final MockedStatic<Secret> secrets = mockStatic(Secret.class);

    SomeCredentials() {
        provider.when(() -> CredentialsProvider.findCredentialById(anyString(), any(), any(), any()))
                .thenAnswer(call -> {
                    Class<?> type = call.getArgument(1);
                    List<DomainRequirement> where = call.getArgument(3);
                    asked.add(call.getArgument(0) + " " + where);
                    Credentials found = known.get(call.<String>getArgument(0));
                    return type.isInstance(found) ? found : null;
                });
        provider.when(() -> CredentialsProvider.track(any(Run.class), any(IdCredentials.class)))
                .thenAnswer(call -> {
                    used.add(ids.get(call.<Credentials>getArgument(1)));
                    return call.getArgument(1);
                });
        requirements.when(() -> URIRequirementBuilder.fromUri(anyString())).thenAnswer(call -> {
            URIRequirementBuilder builder = mock(URIRequirementBuilder.class);
            List<DomainRequirement> built = List.of(new Where(call.getArgument(0)));
            when(builder.build()).thenReturn(built);
            return builder;
        });
        secrets.when(() -> Secret.toString(any())).thenAnswer(call -> {
            Secret secret = call.getArgument(0);
            return secret == null ? "" : secret.getPlainText();
        });
    }

    void password(String id, String user, String password) {
        StandardUsernamePasswordCredentials one = mock(StandardUsernamePasswordCredentials.class);
        Secret hidden = secret(password);
        when(one.getUsername()).thenReturn(user);
        when(one.getPassword()).thenReturn(hidden);
        add(id, one);
    }

    void text(String id, String text) {
        StringCredentials one = mock(StringCredentials.class);
        Secret hidden = secret(text);
        when(one.getSecret()).thenReturn(hidden);
        add(id, one);
    }

    void file(String id, String content) throws IOException {
        FileCredentials one = mock(FileCredentials.class);
        when(one.getContent()).thenReturn(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
        add(id, one);
    }

    void key(String id, String user, String key, String passphrase) {
        SSHUserPrivateKey one = mock(SSHUserPrivateKey.class);
        Secret hidden = passphrase.isEmpty() ? null : secret(passphrase);
        when(one.getUsername()).thenReturn(user);
        when(one.getPrivateKeys()).thenReturn(List.of(key));
        when(one.getPassphrase()).thenReturn(hidden);
        add(id, one);
    }

    @Override
    public void close() {
        secrets.close();
        requirements.close();
        provider.close();
    }

    private void add(String id, Credentials one) {
        known.put(id, one);
        ids.put(one, id);
    }

    private static Secret secret(String text) {
        Secret secret = mock(Secret.class);
        when(secret.getPlainText()).thenReturn(text);
        return secret;
    }

    private static final class Where extends DomainRequirement {
        private static final long serialVersionUID = 1L;

        private final String uri;

        Where(String uri) {
            this.uri = uri;
        }

        @Override
        public String toString() {
            return uri;
        }
    }
}
