package io.jenkins.plugins.istioimages.acceptance.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between an agent and its controller and counts every byte that passes, both ways. */
public final class Relay implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket listening;
    private final URI target;
    private final AtomicLong toController = new AtomicLong();
    private final AtomicLong toAgent = new AtomicLong();

    private Relay(ServerSocket listening, URI target) {
        this.listening = listening;
        this.target = target;
    }

    /** @param target host and port to pass everything on to */
    public static Relay start(URI target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        daemon(relay::accept, "relay to " + target);
        return relay;
    }

    /** Where it answers instead of the target. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
    }

    /** What passed up to now. */
    public Traffic traffic() {
        return new Traffic(toController.get(), toAgent.get());
    }

    /**
     * Bytes on the wire.
     *
     * @param toController from the agent
     * @param toAgent from the controller
     */
    public record Traffic(long toController, long toAgent) {
        public Traffic plus(Traffic other) {
            return new Traffic(toController + other.toController, toAgent + other.toAgent);
        }

        public Traffic minus(Traffic other) {
            return new Traffic(toController - other.toController, toAgent - other.toAgent);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket agent = listening.accept();
                daemon(() -> connect(agent), "relay of " + agent);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void connect(Socket agent) {
        try {
            Socket controller = new Socket(target.getHost(), target.getPort());
            daemon(() -> pass(agent, controller, toController), "relay to the controller");
            pass(controller, agent, toAgent);
        } catch (IOException e) {
            closeQuietly(agent); // the controller is down
        }
    }

    /** Until one of them is done; then both are. */
    private static void pass(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count.addAndGet(read);
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // one of them was killed, as tests do
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
