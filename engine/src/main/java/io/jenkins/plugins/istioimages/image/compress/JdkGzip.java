package io.jenkins.plugins.istioimages.image.compress;

import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Gzip by the zlib that the JDK brings or links: there on every machine, and the slowest. */
final class JdkGzip implements Compressor {
    private final int level;
    private final String id;

    /** @param level 1 (fastest) to 9 (smallest) */
    JdkGzip(int level) {
        this.level = level;
        this.id = Fingerprint.idOf("gzip-jdk-" + level, this);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String layerMediaType() {
        return MediaTypes.OCI_LAYER_GZIP;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        // The header is written here and not by GZIPOutputStream, whose OS byte changed with Java 16.
        out.write(GzipHeader.bytes());
        return new BlockOutputStream(new Stream(out, new Deflater(level, true)));
    }

    private static final class Stream extends DeflaterOutputStream {
        private static final int BUFFER = 64 * 1024;

        private final CRC32 crc = new CRC32();
        private boolean trailerWritten;

        Stream(OutputStream out, Deflater deflater) {
            super(out, deflater, BUFFER);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            crc.update(bytes, offset, length);
        }

        @Override
        public void finish() throws IOException {
            super.finish();
            if (!trailerWritten) {
                trailerWritten = true;
                writeLittleEndian((int) crc.getValue());
                writeLittleEndian((int) def.getBytesRead());
            }
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } finally {
                // DeflaterOutputStream ends only a deflater that it made itself.
                def.end();
            }
        }

        private void writeLittleEndian(int value) throws IOException {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(value >>> shift);
            }
        }
    }
}
