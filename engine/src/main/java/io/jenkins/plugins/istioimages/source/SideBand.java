package io.jenkins.plugins.istioimages.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A server's answer in several bands (gitprotocol-pack, "side-band, side-band-64k"). JGit keeps its reader to itself. */
final class SideBand {
    private static final int MOST_DATA = 1 << 20;
    private static final int MOST_SAID = 1000;

    private final byte[] data;
    private final String said;

    private SideBand(byte[] data, String said) {
        this.data = data;
        this.said = said;
    }

    /** What the answer is. */
    InputStream data() {
        return new ByteArrayInputStream(data);
    }

    /** What was said to a person meanwhile, by hooks for example; no more than fits into a message. */
    String said() {
        return said;
    }

    /** @throws IOException if the server says that it failed, or the answer ends too early */
    static SideBand read(InputStream in) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (byte[] packet = packet(in); packet.length > 0; packet = packet(in)) {
            int length = packet.length - 1;
            switch (packet[0]) {
                case 1 -> data.write(packet, 1, Math.min(length, MOST_DATA - data.size()));
                case 2 -> said.write(packet, 1, Math.min(length, MOST_SAID - said.size()));
                case 3 ->
                    throw new IOException(
                            new String(packet, 1, Math.min(length, MOST_SAID), StandardCharsets.UTF_8).strip());
                default -> throw new IOException("the server answers in a band that there is not");
            }
        }
        String words = said.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
        return new SideBand(data.toByteArray(), words.strip());
    }

    /** Nothing at the end. */
    private static byte[] packet(InputStream in) throws IOException {
        byte[] head = in.readNBytes(4);
        String digits = new String(head, StandardCharsets.US_ASCII);
        if (!digits.matches("[0-9a-fA-F]{4}")) {
            throw head.length < 4
                    ? new EOFException("the server's answer ends too early")
                    : new IOException("the server does not answer as a git server does");
        }
        int length = Math.max(0, Integer.parseInt(digits, 16) - 4);
        byte[] packet = in.readNBytes(length);
        if (packet.length < length) {
            throw new EOFException("the server's answer ends too early");
        }
        return packet;
    }
}
