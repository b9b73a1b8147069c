package io.jenkins.plugins.istioimages.cli;

import io.jenkins.plugins.istioimages.registry.Tool;
import java.nio.file.Path;
import java.util.List;

/**
 * A key and what is shown of it, as openssl makes them.
 *
 * @param secret for {@code --sign}
 * @param shown for {@code --key}
 */
record KeyPairFiles(Path secret, Path shown) {
    static KeyPairFiles in(Path directory, String name) {
        KeyPairFiles pair = new KeyPairFiles(directory.resolve(name + ".pem"), directory.resolve(name + ".pub"));
        String secret = pair.secret().toString();
        Tool.run(List.of("openssl", "genpkey", "-algorithm", "ED25519", "-out", secret), "openssl");
        Tool.run(
                List.of(
                        "openssl",
                        "pkey",
                        "-in",
                        secret,
                        "-pubout",
                        "-out",
                        pair.shown().toString()),
                "openssl");
        return pair;
    }
}
