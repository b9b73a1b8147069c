package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.errors.EngineException;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.store.ImageStore;
import io.jenkins.plugins.istioimages.store.StoreException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Takes the module out of a layer as Istio does; nothing is kept in memory or on disk. */
final class PluginReader {
    private static final int BUFFER = 64 * 1024;
    private static final int TAR_BLOCK = 512;
    private static final int HEADER = 8;
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final String MEND_LAYER = "build it FROM scratch with one COPY of " + WasmTypes.PLUGIN_FILE
            + ", or push it with istio-images wasm FILE REF --format docker|oci";

    private final ImageStore store;
    private final Repository repository;

    PluginReader(ImageStore store, Repository repository) {
        this.store = store;
        this.repository = repository;
    }

    /**
     * Looks for plugin.wasm in a gzip tar.
     *
     * @throws StoreException if the layer cannot be fetched or is not what its digest says
     */
    PluginContent inTar(Descriptor layer) {
        try (InputStream raw = new BufferedInputStream(store.openBlob(repository, layer), BUFFER)) {
            PluginContent found = unpack(layer, raw);
            raw.transferTo(OutputStream.nullOutputStream());
            return found;
        } catch (IOException e) {
            throw new StoreException("cannot read the layer " + layer.digest() + ": " + e.getMessage(), e);
        }
    }

    /** A layer that is the module itself. */
    PluginContent bare(Descriptor layer) {
        try (InputStream raw = new BufferedInputStream(store.openBlob(repository, layer), BUFFER)) {
            PluginContent found = module(raw, layer.size(), layer.size());
            raw.transferTo(OutputStream.nullOutputStream());
            return found;
        } catch (IOException e) {
            throw new StoreException("cannot read the layer " + layer.digest() + ": " + e.getMessage(), e);
        }
    }

    /** What is wrong with the bytes is told; what is wrong with the store is thrown. */
    private PluginContent unpack(Descriptor layer, InputStream raw) {
        try {
            UnpackedStream plain = new UnpackedStream(new GZIPInputStream(raw, BUFFER));
            TarArchiveInputStream tar =
                    new TarArchiveInputStream(plain, TAR_BLOCK, TAR_BLOCK, StandardCharsets.UTF_8.name());
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                checkHeader(entry);
                if (baseName(entry.getName()).equals(WasmTypes.PLUGIN_FILE)) {
                    long size = entry.isFile() ? entry.getSize() : 0;
                    return module(tar, size, plain.count() + size);
                }
            }
            return PluginContent.unreadable("there is no " + WasmTypes.PLUGIN_FILE + " in its last layer", MEND_LAYER);
        } catch (EngineException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            return PluginContent.unreadable(
                    "its last layer is no tar in gzip, whatever its media type says (" + layer.mediaType() + "): "
                            + e.getMessage(),
                    "compress the layer with gzip, not with zstd or not at all; " + MEND_LAYER);
        }
    }

    /** Go's reader, which Istio has, refuses what ours lets through. */
    private static void checkHeader(TarArchiveEntry entry) throws IOException {
        if (!entry.isCheckSumOK()) {
            throw new IOException("the header of '" + entry.getName() + "' has a wrong checksum");
        }
    }

    private static PluginContent module(InputStream in, long size, long end) throws IOException {
        BufferedInputStream marked = new BufferedInputStream(in, BUFFER);
        marked.mark(HEADER);
        byte[] head = marked.readNBytes(HEADER);
        marked.reset();
        boolean isWasm = head.length == HEADER && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        try {
            WasmModule module = WasmModule.read(marked, size, WasmTypes.PLUGIN_FILE);
            return new PluginContent(Optional.empty(), isWasm, end, Optional.of(module), Optional.empty());
        } catch (WasmModuleException e) {
            return new PluginContent(Optional.empty(), isWasm, end, Optional.empty(), Optional.of(e.getMessage()));
        }
    }

    /** Go's filepath.Base: the last element, whatever slashes follow it. */
    private static String baseName(String path) {
        String trimmed = path.replaceAll("/+$", "");
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }
}
