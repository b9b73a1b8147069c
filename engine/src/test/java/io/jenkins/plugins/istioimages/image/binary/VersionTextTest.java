package io.jenkins.plugins.istioimages.image.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTextTest {
    private static final String VERSION = "1.27.3";

    @Test
    void aVersionThatAZeroEndsIsFound() {
        assertThat(read("\0junk\0001.27.3\0more").found()).isTrue();
    }

    @Test
    void aVersionAtTheEndOfALongerTextIsFound() {
        assertThat(read("istio-proxy:1.27.3\0").found()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.27.3\0", "1.27.30\0", "v1.27.3\0", "0.1.27.3\0", "1.27.3-rc.1\0", "x-1.27.3\0"})
    void whatContinuesTheNumberIsAnotherVersion(String text) {
        assertThat(read(text).found()).isFalse();
    }

    @Test
    void othersAreToldSorted() {
        VersionText versions = read("\0001.9.0\0001.27.4\0no version\0");
        assertThat(versions.found()).isFalse();
        assertThat(versions.others()).containsExactly("1.27.4", "1.9.0");
    }

    @Test
    void othersAreNotCountedWithoutEnd() {
        VersionText versions = new VersionText(VERSION);
        for (int i = 0; i < 10_000; i++) {
            add(versions, "2.0." + i + "\0");
        }
        assertThat(versions.others()).hasSize(64);
    }

    @Test
    void aTextOfMegabytesKeepsNoMoreThanItsEnd() {
        VersionText versions = new VersionText(VERSION);
        for (int i = 0; i < 1000; i++) {
            add(versions, "x".repeat(8192));
        }
        add(versions, "+1.27.3\0");
        assertThat(versions.found()).isTrue();
    }

    @Property
    void itIsFoundWhereverTheBytesAreCut(@ForAll @IntRange(min = 0, max = 24) int cut) {
        byte[] all = "\0some text\0001.27.3\0other".getBytes(StandardCharsets.UTF_8);
        VersionText versions = new VersionText(VERSION);
        int at = Math.min(cut, all.length);
        versions.add(all, 0, at);
        versions.add(all, at, all.length - at);
        assertThat(versions.found()).isTrue();
    }

    private static VersionText read(String text) {
        VersionText versions = new VersionText(VERSION);
        add(versions, text);
        return versions;
    }

    private static void add(VersionText versions, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        versions.add(bytes, 0, bytes.length);
    }
}
