package io.jenkins.plugins.istioimages.publish.targets;

import java.io.Closeable;
import java.io.IOException;

/** A kind of target behind a proxy of its own, with room for one publication after the other. */
abstract class Place implements Closeable {
    final CuttingProxy proxy;

    /** @param server port of what is published to */
    Place(int server) throws IOException {
        this.proxy = new CuttingProxy(server);
    }

    /** Makes what must be there before a publication. */
    void prepare(String round) throws IOException {}

    /** A target that tries everything once. */
    abstract PublishTarget target(String round);

    /** What there is for those who look, past the proxy; equal after equal publications. */
    abstract String visible(String round) throws IOException;

    /**
     * Looks whether something leads to what is not there. Called when anything has changed.
     *
     * @param request that has changed it
     * @throws AssertionError if so
     */
    abstract void watch(String round, String request);

    final String host() {
        return "127.0.0.1:" + proxy.port();
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
