package io.jenkins.plugins.istioimages.publish.sign;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the password of an encrypted key comes from; asked only when a key is encrypted. */
@FunctionalInterface
public interface KeyPassword {
    /** The variable that cosign reads. */
    String VARIABLE = "COSIGN_PASSWORD";

    /** The password; empty where nobody gave one, which is not the same as an empty password. */
    Optional<String> get();

    /** Nobody gave one. */
    static KeyPassword none() {
        return Optional::empty;
    }

    static KeyPassword of(String password) {
        return () -> Optional.of(password);
    }

    /** From the environment variable {@link #VARIABLE}. */
    static KeyPassword ofEnvironment(Map<String, String> environment) {
        return () -> Optional.ofNullable(environment.get(VARIABLE));
    }

    /** The file's content without the line break at its end; an {@link InputException} if it cannot be read. */
    static KeyPassword ofFile(Path file) {
        return () -> {
            try {
                return Optional.of(Files.readString(file).replaceFirst("\\R\\z", ""));
            } catch (IOException e) {
                throw new InputException("cannot read the password file " + file + ": " + e.getMessage(), e);
            }
        };
    }
}
