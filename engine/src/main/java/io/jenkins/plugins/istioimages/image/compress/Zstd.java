package io.jenkins.plugins.istioimages.image.compress;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Zstandard by zstd-jni. The library need not be there: ask {@link ZstdLibrary} before this class is touched. */
final class Zstd implements Compressor {
    private final int level;
    private final String id;

    Zstd(int level) {
        this.level = level;
        this.id = Fingerprint.idOf("zstd-" + level + "-" + ZstdVersion.VERSION, this);
    }

    /** Loads the native code. */
    static void load() {
        Native.load();
    }

    static InputStream decompress(InputStream in) throws IOException {
        return new ZstdInputStreamNoFinalizer(in).setContinuous(false);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String layerMediaType() {
        return MediaTypes.OCI_LAYER_ZSTD;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
        ZstdOutputStreamNoFinalizer stream = new ZstdOutputStreamNoFinalizer(out, level);
        stream.setChecksum(true);
        return new BlockOutputStream(stream);
    }
}
