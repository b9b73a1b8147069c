package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.wasm.WasmFormat;
import io.jenkins.plugins.istioimages.image.wasm.WasmPluginResource;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Reference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** A Wasm plugin image that was published, for scripts. */
public final class WasmPluginImage implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Pattern ABI = Pattern.compile("[0-9]{1,5}\\.[0-9]{1,5}\\.[0-9]{1,5}");

    private final String repository;
    private final String tag;
    private final String digest;
    private final String format;
    private final ArrayList<String> abiVersions;
    private final boolean written;
    private long size;

    private WasmPluginImage(
            Reference tagged, Digest digest, WasmFormat format, List<String> abiVersions, boolean written) {
        this.repository = tagged.repository().toString();
        this.tag = tagged.tag().orElseThrow();
        this.digest = digest.toString();
        this.format = format.id();
        this.abiVersions = new ArrayList<>(abiVersions);
        this.written = written;
    }

    /**
     * Checks what an agent says it published.
     *
     * @param target what it was told to publish, with a tag
     * @throws InputException if its digest or an ABI version is none
     */
    public static WasmPluginImage of(
            Reference target, WasmFormat format, String digest, List<String> abiVersions, boolean written) {
        for (String abi : abiVersions) {
            if (!ABI.matcher(abi).matches()) {
                throw new InputException("the agent says that the module has the ABI version '" + abi + "'");
            }
        }
        return new WasmPluginImage(target, Digest.parse(digest), format, abiVersions, written);
    }

    /** With the bytes of manifest, config and layers together. */
    public WasmPluginImage sized(long bytes) {
        size = Math.max(0, bytes);
        return this;
    }

    /** Bytes of manifest, config and layers together; 0 if that is not known. */
    public long size() {
        return size;
    }

    /** Where it is. */
    @Whitelisted
    public String getRepository() {
        return repository;
    }

    @Whitelisted
    public String getTag() {
        return tag;
    }

    /** Of its manifest: what Istio compares. */
    @Whitelisted
    public String getDigest() {
        return digest;
    }

    /** {@code repository@digest}: what never changes. */
    @Whitelisted
    public String getReference() {
        return repository + "@" + digest;
    }

    /** {@code repository:tag}. */
    @Whitelisted
    public String getTagged() {
        return repository + ":" + tag;
    }

    /** {@code docker}, {@code oci} or {@code artifact}. */
    @Whitelisted
    public String getFormat() {
        return format;
    }

    /** Of the Proxy-Wasm ABI, as {@code 0.2.1}. */
    @Whitelisted
    public List<String> getAbiVersions() {
        return Collections.unmodifiableList(abiVersions);
    }

    /** Whether the tag was set; else the very image was there. */
    @Whitelisted
    public boolean isWritten() {
        return written;
    }

    /** The WasmPlugin resource for it, as YAML. */
    @Whitelisted
    public String getResource() {
        return WasmPluginResource.yaml(Reference.parse(getTagged()), Digest.parse(digest));
    }

    @Override
    public String toString() {
        return getTagged() + "@" + digest;
    }
}
