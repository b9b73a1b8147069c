package io.jenkins.plugins.istioimages.source;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/**
 * Gives up on a server that does not let us in within the timeout. JGit's own sessions wait two minutes for a server
 * that accepts the connection and is silent then.
 */
final class PatientSshSessions extends SshSessionFactory {
    private final SshSessionFactory sessions;

    PatientSshSessions(SshSessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public RemoteSession getSession(URIish uri, CredentialsProvider credentials, FS fs, int millis)
            throws TransportException {
        FutureTask<RemoteSession> login = new FutureTask<>(() -> sessions.getSession(uri, credentials, fs, millis));
        Thread thread = new Thread(login, "istio-images-ssh-login");
        thread.setDaemon(true);
        thread.start();
        try {
            return login.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            login.cancel(true);
            throw new TransportException(uri, "the server does not finish the login", e);
        } catch (InterruptedException e) {
            login.cancel(true);
            Thread.currentThread().interrupt();
            throw new TransportException(uri, "interrupted", e);
        } catch (ExecutionException | CancellationException e) {
            if (e.getCause() instanceof TransportException known) {
                throw known;
            }
            throw new TransportException(uri, "the login failed: " + e.getMessage(), e);
        }
    }

    @Override
    public String getType() {
        return sessions.getType();
    }
}
