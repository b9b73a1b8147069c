package io.jenkins.plugins.istioimages.bench.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.data.Archive;
import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.DataParameters;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.data.ImageSet;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.data.LayoutImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The checks see what is wrong: they are what a contender's time is worth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChecksIT {
    private RegistryServer server;
    private RegistryApi registry;
    private ArchiveDirectory archives;
    private LayoutDirectory layout;

    @BeforeAll
    void seed(@TempDir Path directory) throws IOException {
        DataSet data = DataSet.open(directory, new DataParameters(ImageSet.SMALL, 1, 1, ArchiveForm.TAR));
        archives = data.archives();
        layout = data.layout();
        server = RegistryServer.start(directory);
        registry = new RegistryApi(server.host());
        new Seeding(registry, layout).push("istio");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whatIsThereIsFound() {
        assertThatCode(() -> new PublishedCheck(archives, "istio", TagScheme.INDEX).in(registry, true))
                .doesNotThrowAnyException();
        assertThatCode(() -> new CopiedCheck(layout, "istio", true).in(registry, true))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherHubIsEmpty() {
        assertThatThrownBy(() -> new PublishedCheck(archives, "other", TagScheme.INDEX).in(registry, false))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("is not in the registry");
        assertThatThrownBy(() -> new CopiedCheck(layout, "other", true).in(registry, false))
                .isInstanceOf(BenchException.class);
    }

    @Test
    void aTagPerPlatformIsMissed() {
        assertThatThrownBy(() -> new PublishedCheck(archives, "istio", TagScheme.PER_PLATFORM).in(registry, false))
                .isInstanceOf(BenchException.class);
    }

    @Test
    void otherLayersAreSeen() {
        List<Archive> others = new ArrayList<>(archives.archives());
        Archive first = others.get(0);
        List<String> diffIds = new ArrayList<>(first.diffIds());
        Collections.reverse(diffIds);
        others.set(0, new Archive(first.name(), first.tag(), first.machine(), first.file(), first.repoTag(), diffIds));
        ArchiveDirectory wrong = new ArchiveDirectory(archives.path(), others);
        assertThatThrownBy(() -> new PublishedCheck(wrong, "istio", TagScheme.INDEX).in(registry, false))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("other layers");
    }

    @Test
    void anIndexWithOtherBytesIsSeen() {
        LayoutImage first = layout.images().get(0);
        LayoutImage second = layout.images().get(1);
        LayoutDirectory wrong = new LayoutDirectory(
                layout.path(), List.of(new LayoutImage(first.name(), first.tag(), second.digest())));
        assertThatThrownBy(() -> new CopiedCheck(wrong, "istio", true).in(registry, false))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("expected " + second.digest());
        assertThatThrownBy(() -> new CopiedCheck(wrong, "istio", false).in(registry, false))
                .isInstanceOf(BenchException.class);
    }
}
