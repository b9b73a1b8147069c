package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.QuotedString;
import org.eclipse.jgit.util.io.InterruptTimer;
import org.eclipse.jgit.util.io.TimeoutInputStream;

/** git-receive-pack over ssh: one process on the server, which offers, hears and reports. */
final class SshPushWire implements PushWire {
    private static final byte[] NOTHING = "0000".getBytes(StandardCharsets.US_ASCII);

    private final RemoteSession session;
    private final Process process;
    private final InterruptTimer timer = new InterruptTimer("istio-images-push");
    private final TimeoutInputStream in;
    private boolean offered;
    private boolean sent;

    SshPushWire(SshSessions sessions, URIish uri, Duration timeout) throws IOException {
        this.session = sessions.open(uri, timeout);
        this.process = session.exec(command(uri), Math.toIntExact(timeout.toSeconds()));
        this.in = new TimeoutInputStream(process.getInputStream(), timer);
        this.in.setTimeout(Math.toIntExact(timeout.toMillis()));
    }

    @Override
    public PushOffer offer() throws IOException {
        try {
            PushOffer offer = PushOffer.read(in);
            offered = true;
            return offer;
        } catch (IOException e) {
            throw withErrors(e);
        }
    }

    @Override
    public InputStream send(byte[] request) throws IOException {
        sent = true;
        OutputStream out = process.getOutputStream();
        out.write(request);
        out.flush();
        return in;
    }

    /** Why the server hung up it says on its other channel. */
    private IOException withErrors(IOException e) throws IOException {
        InputStream errors = process.getErrorStream();
        String said = new String(errors.readNBytes(Math.max(0, errors.available())), StandardCharsets.UTF_8).strip();
        return said.isEmpty() ? e : new IOException(said, e);
    }

    /** A server that is asked for nothing must be told so. */
    @Override
    public void close() throws IOException {
        try {
            if (offered && !sent) {
                process.getOutputStream().write(NOTHING);
                process.getOutputStream().flush();
            }
        } finally {
            timer.terminate();
            process.destroy();
            session.disconnect();
        }
    }

    /** A path that begins with a home directory is not absolute. */
    private static String command(URIish uri) {
        String path = uri.getScheme() != null && uri.getPath().startsWith("/~")
                ? uri.getPath().substring(1)
                : uri.getPath();
        return "git-receive-pack " + QuotedString.BOURNE.quote(path);
    }
}
