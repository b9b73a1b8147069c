package io.jenkins.plugins.istioimages.image.wasm;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.ImageManifest;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whether Istio takes a published image, by the algorithm of its agent (istio/istio, pkg/wasm/imagefetcher.go and
 * cache.go): which image a reference leads to, which digest is compared, and how its layers are read.
 */
public final class WasmCheck {
    private final ImageStore store;

    public WasmCheck(ImageStore store) {
        this.store = store;
    }

    /**
     * Fetches and judges an image.
     *
     * @param lines to judge for
     * @throws io.jenkins.plugins.istioimages.store.NotFoundException if there is no such image
     * @throws io.jenkins.plugins.istioimages.store.StoreException if it cannot be fetched, or arrives broken
     */
    public WasmReport check(Reference reference, List<IstioLine> lines) {
        FetchedImage fetched = FetchedImage.of(store, reference);
        if (fetched.image().isEmpty()) {
            return withoutImage(reference, fetched, lines);
        }
        ImageManifest manifest = fetched.manifest();
        FormRules rules = new FormRules(manifest.layers(), new PluginReader(store, reference.repository()));
        List<WasmFormat> forms = forms(fetched);
        List<WasmVerdict> verdicts = lines.stream()
                .map(line -> verdict(line, reference, fetched, rules, forms))
                .toList();
        Optional<WasmFormat> form = verdicts.stream()
                .filter(WasmVerdict::accepted)
                .findFirst()
                .flatMap(verdict -> readAs(forms, verdict.line(), rules));
        Optional<PluginContent> content = form.flatMap(rules::content);
        return new WasmReport(
                reference,
                fetched.image().map(ManifestContent::digest),
                fetched.index(),
                form,
                content.flatMap(PluginContent::module),
                verdicts,
                notes(reference, fetched, content));
    }

    private static WasmReport withoutImage(Reference reference, FetchedImage fetched, List<IstioLine> lines) {
        Fault fault = new Fault(
                "it is an index without an image for linux/amd64, which Istio asks for on every machine; there is "
                        + String.join(", ", fetched.platforms()),
                "push a single image instead of an index: istio-images wasm FILE REF --format docker|oci|artifact");
        return new WasmReport(
                reference,
                Optional.empty(),
                fetched.index(),
                Optional.empty(),
                Optional.empty(),
                lines.stream().map(line -> WasmVerdict.rejected(line, fault)).toList(),
                List.of());
    }

    /** The forms that are tried, in order: a Docker manifest is read as nothing else, any other as an image first. */
    private static List<WasmFormat> forms(FetchedImage fetched) {
        return fetched.saysDocker() ? List.of(WasmFormat.DOCKER) : List.of(WasmFormat.OCI, WasmFormat.ARTIFACT);
    }

    /** The first that it can be read as; what is in it may be wrong all the same. */
    private static Optional<WasmFormat> readAs(List<WasmFormat> forms, IstioLine line, FormRules rules) {
        return forms.stream()
                .filter(form -> rules.unreadable(form, line).isEmpty())
                .findFirst();
    }

    /** The fault of the form that it looks like. */
    private static Fault unreadable(List<WasmFormat> forms, ImageManifest manifest, IstioLine line, FormRules rules) {
        boolean holdsBareModule =
                manifest.layers().stream().anyMatch(layer -> layer.mediaType().endsWith("+wasm"));
        WasmFormat meant = forms.get(holdsBareModule ? forms.size() - 1 : 0);
        return rules.unreadable(meant, line).orElseThrow();
    }

    private static WasmVerdict verdict(
            IstioLine line, Reference reference, FetchedImage fetched, FormRules rules, List<WasmFormat> forms) {
        Digest compared = fetched.image().orElseThrow().digest();
        Optional<Digest> asked = reference.digest().filter(digest -> !digest.equals(compared));
        if (asked.isPresent() && line.comparesDigestOfUrl()) {
            return WasmVerdict.rejected(
                    line,
                    new Fault(
                            "the reference names the digest of an index, and Istio compares that of the image in it, "
                                    + compared,
                            "write " + reference.repository() + "@" + compared));
        }
        return readAs(forms, line, rules)
                .map(form -> rules.wrong(form, line))
                .orElseGet(() -> Optional.of(unreadable(forms, fetched.manifest(), line, rules)))
                .map(fault -> WasmVerdict.rejected(line, fault))
                .orElseGet(() -> WasmVerdict.accepted(line));
    }

    private static List<String> notes(Reference reference, FetchedImage fetched, Optional<PluginContent> content) {
        List<String> notes = new ArrayList<>();
        fetched.index()
                .ifPresent(index -> notes.add(reference + " is an index; sha256 is that of the image for linux/amd64 in"
                        + " it, not " + index));
        content.flatMap(PluginContent::wrong)
                .ifPresent(wrong -> notes.add("Istio takes it, Envoy will not load it: " + wrong));
        content.flatMap(PluginContent::module)
                .filter(module -> !module.isPlugin())
                .ifPresent(module -> notes.add("Istio takes it, Envoy will not load it: the module exports "
                        + (module.abiVersions().isEmpty() ? "no ABI version" : "the ABI " + module.abiVersions())
                        + ", Envoy knows " + String.join(", ", WasmModule.KNOWN_ABIS)));
        if (reference.tag().filter("latest"::equals).isPresent()) {
            notes.add(
                    "the tag latest is pulled again with every change of the WasmPlugin; sha256 must be changed with it");
        }
        return notes;
    }
}
