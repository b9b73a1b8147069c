package io.jenkins.plugins.istioimages.jenkins.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.model.Run;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Credentials by their id as a run may use them; every use is recorded, so that they can be followed from their page. */
final class RunCredentials {
    /** Certificates are far smaller. */
    private static final int MAX_BYTES = 1 << 20;

    private final Run<?, ?> run;

    RunCredentials(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Finds credentials that every one of some servers may have.
     *
     * @param servers {@code host} or {@code host:port}: credentials may be kept in a domain of their servers
     * @param expected what they should be, for the error
     * @throws AbortException if the run may use none of that id and type there: in the same words, whatever the reason
     */
    <C extends StandardCredentials> C find(String id, Class<C> type, List<String> servers, String expected)
            throws AbortException {
        C found = servers.isEmpty() ? lookup(id, type, List.of()) : null;
        for (String server : servers) {
            found = lookup(id, type, at("https", server));
            found = found == null ? lookup(id, type, at("ssh", server)) : found;
            if (found == null) {
                throw missing(id, " for " + server, expected);
            }
        }
        if (found == null) {
            throw missing(id, "", expected);
        }
        return CredentialsProvider.track(run, found);
    }

    /**
     * A token for a web server.
     *
     * @throws AbortException if the run may use none of that id there, or it is something else
     */
    String token(String id, URI server) throws AbortException {
        String host = server.getHost() + (server.getPort() > 0 ? ":" + server.getPort() : "");
        String expected = "a secret text that is a token, or a user name with the token as its password";
        StandardCredentials found = find(id, StandardCredentials.class, List.of(host), expected);
        if (found instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        if (found instanceof StandardUsernamePasswordCredentials user) {
            return user.getPassword().getPlainText();
        }
        throw missing(id, " for " + host, expected);
    }

    /**
     * The text of a secret file or a secret text.
     *
     * @throws AbortException if the run may use none of that id
     */
    String text(String id) throws IOException {
        StandardCredentials found = find(id, StandardCredentials.class, List.of(), "a secret file or a secret text");
        if (found instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        if (found instanceof FileCredentials file) {
            try (InputStream content = file.getContent()) {
                return new String(content.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            }
        }
        throw missing(id, "", "a secret file or a secret text");
    }

    private <C extends StandardCredentials> C lookup(String id, Class<C> type, List<DomainRequirement> where) {
        return CredentialsProvider.findCredentialById(id, type, run, where);
    }

    private static List<DomainRequirement> at(String scheme, String server) {
        return URIRequirementBuilder.fromUri(scheme + "://" + server).build();
    }

    private static AbortException missing(String id, String where, String expected) {
        return new AbortException("there are no credentials '" + id + "' that this build may use" + where
                + ": expected the id of " + expected);
    }
}
