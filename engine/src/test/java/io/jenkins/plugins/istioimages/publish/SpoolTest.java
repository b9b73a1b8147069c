package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 1_000_000})
    void what_was_written_is_read_as_often_as_one_likes_and_no_file_is_seen(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        try (Spools spools = new Spools(directory)) {
            Spool spool = spools.spool();
            for (int at = 0; at < length; at += 9999) {
                spool.write(content, at, Math.min(9999, length - at));
            }
            spool.close();

            assertThat(spool.size()).isEqualTo(length);
            assertThat(directory).isEmptyDirectory();
            try (InputStream first = spool.open();
                    InputStream second = spool.open()) {
                first.skipNBytes(length / 2);
                assertThat(second.readAllBytes()).isEqualTo(content);
                assertThat(first.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, length / 2, length));
                assertThat(first.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void disk_is_given_back_at_the_end() throws IOException {
        Spool spool;
        try (Spools spools = new Spools(directory)) {
            spool = spools.spool();
            spool.write(new byte[100_000]);
        }
        InputStream in = spool.open();
        assertThatThrownBy(in::read).isInstanceOf(ClosedChannelException.class);
    }
}
