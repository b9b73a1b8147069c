package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Somebody with private keys that are in memory and never in a file. Its text form hides them.
 *
 * @param user for servers whose URL names none; empty leaves it to the URL
 * @param keys in OpenSSH's or PEM form, offered in this order
 * @param passphrase of all keys
 */
public record SshIdentity(String user, List<String> keys, Optional<String> passphrase) {
    public SshIdentity {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new InputException("there is no private key to log in over ssh with");
        }
    }

    /**
     * The keys, readable.
     *
     * @throws InputException if one is none, or the passphrase is not its own; it says nothing of their content
     */
    List<KeyPair> pairs() {
        List<KeyPair> pairs = new ArrayList<>();
        keys.forEach(key -> pairs.addAll(pairs(key)));
        return pairs;
    }

    private List<KeyPair> pairs(String key) {
        // OpenSSH's form needs the line end that forms of browsers cut off.
        byte[] text = (key.strip() + "\n").getBytes(StandardCharsets.UTF_8);
        List<KeyPair> found = new ArrayList<>();
        try {
            Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("the private key"),
                    new ByteArrayInputStream(text),
                    passphrase.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY));
            if (read != null) {
                read.forEach(found::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // The parser's own words may show a part of the key.
            throw unreadable();
        }
        if (found.isEmpty()) {
            throw unreadable();
        }
        return found;
    }

    private static InputException unreadable() {
        return new InputException("the private key for ssh cannot be read: expected OpenSSH's or PEM form,"
                + " with its passphrase if it has one");
    }

    @Override
    public String toString() {
        return "SshIdentity[" + keys.size() + " hidden]";
    }
}
