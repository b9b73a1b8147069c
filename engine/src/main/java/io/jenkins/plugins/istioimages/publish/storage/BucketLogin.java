package io.jenkins.plugins.istioimages.publish.storage;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Map;
import java.util.Optional;

/** Who we are to an object store. None of them shows a secret as text. */
public sealed interface BucketLogin {
    /**
     * Whoever the environment says, as the stores' own programs find it: variables, then files of the user, then what the
     * machine is. Region and endpoint may come from there, too.
     *
     * @param variables as {@link System#getenv()} has them
     */
    record Environment(Map<String, String> variables) implements BucketLogin {
        public Environment {
            variables = Map.copyOf(variables);
        }

        @Override
        public String toString() {
            return "the environment";
        }
    }

    /**
     * An access key of S3. Nothing is taken from the environment beside it.
     *
     * @param id of the key
     * @param secret of the key
     * @param sessionToken of keys that are valid for some time
     */
    record AccessKey(String id, String secret, Optional<String> sessionToken) implements BucketLogin {
        /**
         * @throws InputException if id or secret are blank
         */
        public AccessKey {
            id = id.strip();
            secret = secret.strip();
            sessionToken = sessionToken.map(String::strip).filter(token -> !token.isEmpty());
            if (id.isEmpty() || secret.isEmpty()) {
                throw new InputException("an access key of S3 has an id and a secret, and "
                        + (id.isEmpty() ? "the id" : "the secret of " + id) + " is empty");
            }
        }

        /** A key that is valid until it is taken back. */
        public AccessKey(String id, String secret) {
            this(id, secret, Optional.empty());
        }

        @Override
        public String toString() {
            return "the access key " + id;
        }
    }

    /**
     * A service account of Google. Nothing is taken from the environment beside it.
     *
     * @param json the text of its key file
     */
    record ServiceAccount(String json) implements BucketLogin {
        @Override
        public String toString() {
            return "a Google service account";
        }
    }
}
