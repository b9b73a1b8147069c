package io.jenkins.plugins.istioimages.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;

class NameableFilesTest {
    private final InMemoryRepository repository = new InMemoryRepository(new DfsRepositoryDescription("names"));

    @Test
    void whatAsciiCannotSpellIsRefusedByNameBeforeAnythingIsWritten() throws IOException {
        ObjectId tree = tree("docs", "ü.txt");

        assertThatThrownBy(() -> new NameableFiles(StandardCharsets.US_ASCII).check(source(), repository, tree))
                .isInstanceOf(CheckoutException.class)
                .hasMessageContainingAll("istio", "docs/ü.txt", "US-ASCII", "LC_ALL=C.UTF-8");
        assertThatThrownBy(() ->
                        new NameableFiles(StandardCharsets.ISO_8859_1).check(source(), repository, tree("a", "日")))
                .hasMessageContaining("a/日");
    }

    @Test
    void whatCanBeSpeltIsRight() throws IOException {
        ObjectId umlaut = tree("docs", "ü.txt");
        ObjectId plain = tree("docs", "a b.txt");

        assertThatCode(() -> new NameableFiles(StandardCharsets.UTF_8).check(source(), repository, umlaut))
                .doesNotThrowAnyException();
        assertThatCode(() -> new NameableFiles(StandardCharsets.ISO_8859_1).check(source(), repository, umlaut))
                .doesNotThrowAnyException();
        assertThatCode(() -> new NameableFiles(StandardCharsets.US_ASCII).check(source(), repository, plain))
                .doesNotThrowAnyException();
    }

    private static ResolvedSource source() {
        return new ResolvedSource(
                "istio",
                "https://git.example/istio",
                Optional.empty(),
                "1".repeat(40),
                "sha",
                false,
                Instant.EPOCH,
                false);
    }

    private ObjectId tree(String directory, String file) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            TreeFormatter inner = new TreeFormatter();
            inner.append(file, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, new byte[] {1}));
            TreeFormatter outer = new TreeFormatter();
            outer.append(directory, FileMode.TREE, inserter.insert(inner));
            ObjectId tree = inserter.insert(outer);
            inserter.flush();
            return tree;
        }
    }
}
