package io.jenkins.plugins.istioimages.source;

/** What is done about an ssh server whose host key is not known yet. A key that has changed is always refused. */
public enum HostKeys {
    /** Refuse it: OpenSSH's {@code StrictHostKeyChecking yes}. */
    KNOWN_ONLY,
    /** Take it and write it into the known hosts file: OpenSSH's {@code accept-new}. */
    LEARN
}
