package io.jenkins.plugins.istioimages.image.compress;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Puts our own header before what a gzip program writes, whose header says its time and system. */
final class GzipHeaderStream extends FilterOutputStream {
    private final byte[] theirs = new byte[GzipHeader.LENGTH];
    private int seen;

    GzipHeaderStream(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int header = Math.min(length, GzipHeader.LENGTH - seen);
        if (header > 0) {
            System.arraycopy(bytes, offset, theirs, seen, header);
            seen += header;
            if (seen == GzipHeader.LENGTH) {
                replace();
            }
        }
        out.write(bytes, offset + header, length - header);
    }

    private void replace() throws IOException {
        boolean gzip = (theirs[0] & 0xff) == 0x1f && (theirs[1] & 0xff) == 0x8b && theirs[2] == 8;
        if (!gzip || theirs[3] != 0) {
            throw new IOException("the compressor wrote no plain gzip header");
        }
        out.write(GzipHeader.bytes());
    }
}
