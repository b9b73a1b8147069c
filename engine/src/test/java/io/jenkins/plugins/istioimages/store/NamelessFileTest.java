package io.jenkins.plugins.istioimages.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamelessFileTest {
    private static final String LEFT = "istio-images-01234567-89ab-cdef-0123-456789abcdef.tmp";

    @TempDir
    Path directory;

    @Test
    void it_is_written_and_read_and_never_seen() throws IOException {
        try (FileChannel file = NamelessFile.open(directory)) {
            assertThat(directory).isEmptyDirectory();
            file.write(UTF_8.encode("content"));
            assertThat(read(file)).isEqualTo("content");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void what_a_killed_process_left_is_taken_away_and_nothing_else_is() throws IOException {
        Files.createFile(directory.resolve(LEFT));
        List<String> others = List.of("istio-images-1.29.0.tmp", "istio-images.tmp", LEFT + "x", "x" + LEFT);
        for (String other : others) {
            Files.createFile(directory.resolve(other));
        }
        NamelessFile.open(directory).close();
        assertThat(directory.toFile().list()).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void a_name_that_cannot_be_removed_stops_nobody() throws IOException {
        Files.createFile(Files.createDirectory(directory.resolve(LEFT)).resolve("in the way"));
        try (FileChannel file = NamelessFile.open(directory)) {
            file.write(UTF_8.encode("content"));
            assertThat(read(file)).isEqualTo("content");
        }
        assertThat(directory.resolve(LEFT)).isNotEmptyDirectory();
    }

    @Test
    void many_at_once_do_not_take_what_others_write() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> writers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String content = "content " + i;
                writers.add(() -> {
                    try (FileChannel file = NamelessFile.open(directory)) {
                        file.write(UTF_8.encode(content));
                        return read(file);
                    }
                });
            }
            int i = 0;
            for (Future<String> written : threads.invokeAll(writers)) {
                assertThat(written.get()).isEqualTo("content " + i++);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_directory_that_is_not_there_is_an_error() {
        assertThatThrownBy(() -> NamelessFile.open(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    private static String read(FileChannel file) throws IOException {
        try (InputStream in = FileSlice.ofShared(file, 0, file.size())) {
            return UTF_8.decode(ByteBuffer.wrap(in.readAllBytes())).toString();
        }
    }
}
