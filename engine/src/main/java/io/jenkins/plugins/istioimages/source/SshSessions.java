package io.jenkins.plugins.istioimages.source;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.eclipse.jgit.internal.transport.sshd.OpenSshServerKeyDatabase;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.KeyPasswordProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.eclipse.jgit.util.FS;

/** Makes the ssh sessions of one use of a git server, and remembers whether its host key was refused. */
final class SshSessions implements AutoCloseable {
    private final SshAccess access;
    private volatile boolean hostKeyRefused;
    private SshdSessionFactory sessions;

    SshSessions(SshAccess access) {
        this.access = access;
    }

    boolean hostKeyRefused() {
        return hostKeyRefused;
    }

    /** Lets a transport log in. */
    void configure(SshTransport transport) {
        sessions = factory();
        transport.setSshSessionFactory(new PatientSshSessions(sessions));
    }

    /** Logs in for a conversation that is not a transport of JGit. */
    RemoteSession open(URIish uri, Duration timeout) throws IOException {
        sessions = factory();
        return new PatientSshSessions(sessions).getSession(uri, null, FS.DETECTED, Math.toIntExact(timeout.toMillis()));
    }

    @Override
    public void close() {
        if (sessions != null) {
            sessions.close();
        }
    }

    private SshdSessionFactory factory() {
        File home = FS.DETECTED.userHome();
        SshdSessionFactoryBuilder builder = new SshdSessionFactoryBuilder()
                .setHomeDirectory(home)
                .setSshDirectory(new File(home, ".ssh"))
                .setPreferredAuthentications("publickey")
                .setKeyPasswordProvider(ignored -> new Passphrase())
                .setServerKeyDatabase(
                        (ownHome, ssh) -> new Known(new OpenSshServerKeyDatabase(false, knownHosts(ssh))));
        access.identity().ifPresent(somebody -> {
            List<KeyPair> pairs = somebody.pairs();
            builder.setDefaultIdentities(ssh -> List.of())
                    .setDefaultKeysProvider(ssh -> pairs)
                    .setConfigStoreFactory((ownHome, config, user) -> null);
        });
        access.key().ifPresent(key -> builder.setDefaultIdentities(ssh -> List.of(key))
                .setConfigStoreFactory((ownHome, config, user) -> null));
        return builder.build(null);
    }

    private List<Path> knownHosts(File ssh) {
        return access.knownHosts()
                .map(List::of)
                .orElseGet(() -> List.of(
                        ssh.toPath().resolve("known_hosts"), ssh.toPath().resolve("known_hosts2")));
    }

    /** A wrong passphrase does not become right by asking again. */
    private final class Passphrase implements KeyPasswordProvider {
        @Override
        public char[] getPassphrase(URIish uri, int attempt) {
            return access.passphrase().map(String::toCharArray).orElse(null);
        }

        @Override
        public void setAttempts(int attempts) {
            // Always one.
        }

        @Override
        public int getAttempts() {
            return 1;
        }

        @Override
        public boolean keyLoaded(URIish uri, int attempt, Exception error) {
            return false;
        }
    }

    private final class Known implements ServerKeyDatabase {
        private final ServerKeyDatabase files;

        Known(ServerKeyDatabase files) {
            this.files = files;
        }

        @Override
        public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration config) {
            return files.lookup(address, remote, new Policy(config));
        }

        @Override
        public boolean accept(
                String address,
                InetSocketAddress remote,
                PublicKey key,
                Configuration config,
                CredentialsProvider provider) {
            boolean accepted = files.accept(address, remote, key, new Policy(config), provider);
            hostKeyRefused |= !accepted;
            return accepted;
        }
    }

    /** The user's ssh configuration, but for what is decided here. */
    private final class Policy implements ServerKeyDatabase.Configuration {
        private final ServerKeyDatabase.Configuration user;

        Policy(ServerKeyDatabase.Configuration user) {
            this.user = user;
        }

        @Override
        public List<String> getUserKnownHostsFiles() {
            return access.knownHosts().isPresent() ? List.of() : user.getUserKnownHostsFiles();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
            return access.knownHosts().isPresent() ? List.of() : user.getGlobalKnownHostsFiles();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
            return access.hostKeys() == HostKeys.LEARN
                    ? StrictHostKeyChecking.ACCEPT_NEW
                    : StrictHostKeyChecking.REQUIRE_MATCH;
        }

        @Override
        public boolean getHashKnownHosts() {
            return user.getHashKnownHosts();
        }

        @Override
        public String getUsername() {
            return user.getUsername();
        }
    }
}
