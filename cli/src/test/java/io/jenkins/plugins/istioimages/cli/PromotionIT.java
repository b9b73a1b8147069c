package io.jenkins.plugins.istioimages.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that were staged with a signature and provenance, and go from there to where users find them. */
class PromotionIT {
    @TempDir
    Path directory;

    @Test
    void noBlobMovesThatTheTargetHasAndDigestsSignaturesBillsAndProvenanceStay() throws Exception {
        BuiltRelease release = BuiltRelease.get();
        KeyPairFiles key = KeyPairFiles.in(directory, "key");
        try (TwoRegistries registries = new TwoRegistries(directory);
                RegistryStore store = registries.store()) {
            Path staged = staged(release, registries, key);
            // What an earlier release has left there.
            String hub = registries.secured.host() + "/promoted";
            publish(registries, release.out(), "--hub", hub, "--tag", "earlier");
            int before = registries.secured.uploads("/promoted/").size();

            publish(registries, staged, "--hub", hub);
            Catalog catalog = CatalogYaml.read(staged.resolve("images.yaml"));
            int documents = assertSame(store, registries.secured, catalog);
            List<String> uploads = registries.secured.uploads("/promoted/").stream()
                    .skip(before)
                    .toList();
            // Of each manifest a signature, two attestations, a bill and what describes them, and no layer of an image.
            assertThat(uploads).hasSizeLessThanOrEqualTo(10 * documents);
            for (String layer : layers(store, catalog)) {
                assertThat(uploads).noneMatch(line -> line.contains(layer));
            }
            verify(registries, catalog, key);
        }
    }

    /** A release of images alone: the catalog of what is staged. */
    private Path staged(BuiltRelease release, TwoRegistries registries, KeyPairFiles key) throws IOException {
        Path receipts = publish(
                registries,
                release.out(),
                "--hub",
                registries.open.host() + "/staging",
                "--sign",
                key.secret().toString(),
                "--provenance",
                release.out().resolve("lock.yaml").toString());
        Path staged = Files.createDirectories(directory.resolve("promoted/out"));
        String host = registries.open.host().replace(':', '~');
        Files.copy(receipts.resolve("registry-" + host + "~staging.images.yaml"), staged.resolve("images.yaml"));
        return staged;
    }

    /** @return how many manifests there are */
    private static int assertSame(RegistryStore store, PublishedTo place, Catalog catalog) {
        int documents = 0;
        for (CatalogImage image : catalog.images()) {
            Repository there = place.repository("promoted/" + image.name());
            assertThat(store.resolve(there.tag("1.14.5-" + image.variant())).map(Descriptor::digest))
                    .contains(image.digest());
            documents += 1 + image.platforms().size();
            for (CatalogPlatform platform : image.platforms()) {
                assertThat(store.referrers(there, platform.digest()))
                        .containsAll(store.referrers(image.repository(), platform.digest()))
                        .hasSize(4);
            }
        }
        return documents;
    }

    private static Set<String> layers(RegistryStore store, Catalog catalog) {
        Set<String> layers = new TreeSet<>();
        catalog.images().forEach(image -> image.platforms()
                .forEach(platform -> store.manifest(image.repository(), platform.digest())
                        .parse()
                        .references()
                        .forEach(blob -> layers.add(blob.digest().hex()))));
        return layers;
    }

    private static void verify(TwoRegistries registries, Catalog catalog, KeyPairFiles key) {
        List<String> words = new ArrayList<>(List.of("verify"));
        for (CatalogImage image : catalog.images()) {
            words.add(registries.secured.host() + "/promoted/" + image.name() + ":1.14.5-" + image.variant());
        }
        words.addAll(List.of("--key", key.shown().toString(), "--attestation", "slsaprovenance1,spdxjson"));
        words.addAll(registries.access());
        CliRun verified = CliRun.of(words.toArray(String[]::new));
        assertThat(verified.status()).as(verified.err()).isZero();
    }

    /** @return where its receipts are */
    private Path publish(TwoRegistries registries, Path release, String... more) {
        Path receipts = directory.resolve("receipts");
        List<String> words = new ArrayList<>(List.of("publish", "--release", release.toString(), "-q"));
        words.addAll(List.of("--receipts", receipts.toString()));
        words.addAll(registries.access());
        words.addAll(List.of(more));
        CliRun run = CliRun.of(words.toArray(String[]::new));
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        return receipts;
    }
}
