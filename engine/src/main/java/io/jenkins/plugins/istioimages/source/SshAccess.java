package io.jenkins.plugins.istioimages.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to log in to git servers over ssh.
 *
 * @param key private key file, the only one that is offered then, and {@code ~/.ssh/config} is not read; where there
 *     is none, the keys and the configuration in {@code ~/.ssh} are used
 * @param passphrase of the key
 * @param knownHosts file in OpenSSH's format; where there is none, {@code ~/.ssh/known_hosts} and known_hosts2
 * @param hostKeys what is done about a server that is not in it
 * @param identity keys in memory: with one, neither {@code key} nor anything in {@code ~/.ssh} is offered
 */
public record SshAccess(
        Optional<Path> key,
        Optional<String> passphrase,
        Optional<Path> knownHosts,
        HostKeys hostKeys,
        Optional<SshIdentity> identity) {

    /** With keys in files. */
    public SshAccess(Optional<Path> key, Optional<String> passphrase, Optional<Path> knownHosts, HostKeys hostKeys) {
        this(key, passphrase, knownHosts, hostKeys, Optional.empty());
    }

    /** The user's own keys, and known servers only. */
    public static SshAccess ofUser() {
        return new SshAccess(Optional.empty(), Optional.empty(), Optional.empty(), HostKeys.KNOWN_ONLY);
    }

    /** This key, and known servers only. */
    public static SshAccess withKey(Path key, Path knownHosts) {
        return new SshAccess(Optional.of(key), Optional.empty(), Optional.of(knownHosts), HostKeys.KNOWN_ONLY);
    }

    /** The same as somebody whose keys are in memory. */
    public SshAccess as(SshIdentity somebody) {
        return new SshAccess(Optional.empty(), Optional.empty(), knownHosts, hostKeys, Optional.of(somebody));
    }

    /** Without the passphrase. */
    @Override
    public String toString() {
        return "SshAccess[key=" + key + ", knownHosts=" + knownHosts + ", hostKeys=" + hostKeys
                + identity.map(somebody -> ", identity=" + somebody).orElse("") + "]";
    }
}
