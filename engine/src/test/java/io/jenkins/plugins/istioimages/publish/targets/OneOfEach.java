package io.jenkins.plugins.istioimages.publish.targets;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogPlatform;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.charts.TestChart;
import io.jenkins.plugins.istioimages.source.TestRepository;
import io.jenkins.plugins.istioimages.store.InMemoryStore;
import io.jenkins.plugins.istioimages.store.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A release as small as one can be that goes to every kind of target: an image, a chart, an archive, a dashboard, a commit. */
final class OneOfEach {
    static final String VERSION = "1.14.5";
    static final Instant CREATED = Instant.parse("2022-10-12T08:11:00Z");
    static final String ARCHIVE = "istio-1.14.5-linux-amd64.tar.gz";
    static final String CHART = "base-1.14.5.tgz";
    static final String DASHBOARD = "istio-mesh-dashboard";

    final InMemoryStore staging = new InMemoryStore();
    final Catalog catalog;
    final Path out;
    final Path sources;
    final String commit;

    OneOfEach(Path directory) throws IOException {
        out = Files.createDirectories(directory.resolve("out"));
        Files.writeString(out.resolve(ARCHIVE), "what people download");
        TestChart.write(charts(), "base", VERSION, "apiVersion: v2\nname: base\nversion: 1.14.5\nappVersion: 1.14.5\n");
        Files.writeString(
                Files.createDirectories(dashboards()).resolve(DASHBOARD + ".json"),
                "{\"title\": \"Mesh\", \"version\": 1}\n");
        catalog = catalog();
        try (TestRepository repository = TestRepository.create(directory.resolve("source"))) {
            repository.commit("first", Map.of("name", "istio"));
            commit = repository.head();
            sources = repository.directory();
        }
    }

    Path charts() {
        return out.resolve("helm");
    }

    Path dashboards() {
        return out.resolve("grafana");
    }

    private Catalog catalog() {
        Repository repository = Repository.parse("staging.example/mini/pilot");
        ManifestContent image = new TestImages(5).layers(1, 100).image(staging, repository, Platform.LINUX_AMD64);
        return new Catalog(
                VERSION,
                CREATED,
                Optional.empty(),
                Map.of(),
                List.of(new CatalogImage(
                        "pilot",
                        "debug",
                        repository,
                        image.digest(),
                        image.mediaType(),
                        List.of(VERSION),
                        List.of(new CatalogPlatform(Platform.LINUX_AMD64, image.digest(), 100, "istio")),
                        List.of())));
    }
}
