package io.jenkins.plugins.istioimages.source;

import java.util.Objects;

/** A user name and its password or token. Its text form hides both. */
public record UserPassword(String user, String password) {
    public UserPassword {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return "UserPassword[hidden]";
    }
}
