package io.jenkins.plugins.istioimages.registry;

/** Who we are to one registry. The text form never shows the secret. */
public sealed interface Credential {
    /** Where it comes from and whose it is, for messages: {@code user 'bob' of /home/bob/.docker/config.json}. */
    String described();

    /** The part that must never be shown. */
    String secret();

    /**
     * A user name and a password or access token.
     *
     * @param origin where it comes from, for messages
     */
    record Password(String username, String password, String origin) implements Credential {
        @Override
        public String described() {
            return "user '" + username + "' of " + origin;
        }

        @Override
        public String secret() {
            return password;
        }

        @Override
        public String toString() {
            return described();
        }
    }

    /**
     * A refresh token that a token server trades for access tokens (distribution "OAuth2 Token Authentication").
     *
     * @param origin where it comes from, for messages
     */
    record IdentityToken(String token, String origin) implements Credential {
        @Override
        public String described() {
            return "the identity token of " + origin;
        }

        @Override
        public String secret() {
            return token;
        }

        @Override
        public String toString() {
            return described();
        }
    }
}
