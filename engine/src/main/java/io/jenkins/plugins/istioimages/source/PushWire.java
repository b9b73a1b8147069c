package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.InputStream;

/** One conversation with git-receive-pack. Refusals are thrown as JGit's or Java's own exceptions. */
interface PushWire extends AutoCloseable {
    /** What it offers. It has let us in then, and nothing has changed. */
    PushOffer offer() throws IOException;

    /** Sends commands and pack; the report of what came of them. */
    InputStream send(byte[] request) throws IOException;

    @Override
    void close() throws IOException;
}
