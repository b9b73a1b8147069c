package io.jenkins.plugins.istioimages.image.compress;

import io.jenkins.plugins.istioimages.errors.CancelledException;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Gzip by a program that reads its input and writes its output, like {@code igzip}: ISA-L, several times as fast as zlib. */
final class ProgramGzip implements Compressor {
    /** As much as a pipe holds: fewer turns between the program and us. */
    private static final int PIPE = 64 * 1024;

    private final List<String> command;
    private final String id;

    private ProgramGzip(List<String> command, String name) {
        this.command = List.copyOf(command);
        this.id = Fingerprint.idOf(name, this);
    }

    /**
     * ISA-L's program.
     *
     * @throws IOException if it does not run or does not do what it should
     */
    static Compressor igzip(Path program, int level) throws IOException {
        String file = program.toString();
        String version = ProgramVersion.of(file, "--version");
        return new ProgramGzip(List.of(file, "-" + level, "-n", "-c"), "gzip-igzip-" + level + "-" + version);
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
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new BlockOutputStream(new Stream(process, out));
    }

    private final class Stream extends FilterOutputStream {
        private final Process process;
        private final OutputStream compressed;
        private final GzipTrailer trailer = new GzipTrailer();
        private final Thread reader;
        private IOException failure;
        private boolean closed;

        Stream(Process process, OutputStream compressed) {
            super(process.getOutputStream());
            this.process = process;
            this.compressed = compressed;
            this.reader = new Thread(this::read, "compressor");
            reader.setDaemon(true);
            reader.start();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
                trailer.in(bytes, offset, length);
            } catch (IOException e) {
                // The program went away: why, its exit status and the reader know.
                throw explained(e);
            }
        }

        private void read() {
            try (InputStream in = process.getInputStream()) {
                GzipHeaderStream out = new GzipHeaderStream(compressed);
                byte[] buffer = new byte[PIPE];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    out.write(buffer, 0, count);
                    trailer.out(buffer, 0, count);
                }
            } catch (IOException e) {
                failure = e;
                process.destroyForcibly();
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (compressed) {
                finish();
            } finally {
                process.destroyForcibly();
            }
        }

        private void finish() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw explained(e);
            }
            int status = await();
            if (failure != null) {
                throw failure;
            }
            if (status != 0) {
                throw new IOException(command.get(0) + " ended with status " + status);
            }
            trailer.check(command.get(0));
        }

        private IOException explained(IOException e) {
            process.destroyForcibly();
            int status = await();
            return failure != null ? failure : new IOException(command.get(0) + " ended with status " + status, e);
        }

        private int await() {
            try {
                reader.join();
                return process.waitFor();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new CancelledException("cancelled while a layer was compressed", e);
            }
        }
    }
}
