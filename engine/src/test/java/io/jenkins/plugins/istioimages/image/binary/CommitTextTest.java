package io.jenkins.plugins.istioimages.image.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CommitTextTest {
    private static final String WANTED = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "fedcba9876543210fedcba9876543210fedcba98";

    @Test
    void aCommitIsFoundBetweenWhateverIsNoDigit() {
        assertThat(found("x" + WANTED + "/1.35.0/Clean/RELEASE")).containsExactly(WANTED);
        assertThat(found(WANTED)).containsExactly(WANTED);
        assertThat(found("\0" + WANTED + "\0g" + OTHER + "g")).containsExactly(WANTED, OTHER);
    }

    @Test
    void aWantedOneIsFoundInTheMidstOfMoreDigits() {
        assertThat(found("abc" + WANTED + "999")).containsExactly(WANTED);
        assertThat(found("abc" + OTHER + "999")).isEmpty();
    }

    @Test
    void fewerDigitsAndCapitalsAreNoCommit() {
        assertThat(found(WANTED.substring(1))).isEmpty();
        assertThat(found(WANTED.replace('a', 'A'))).isEmpty();
    }

    @Test
    void ofOthersSomeAreKeptAndTheWantedOneAlways() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            text.append(String.format("%040x ", i));
        }
        assertThat(found(text + WANTED)).hasSize(17).contains(WANTED);
    }

    @Property(tries = 200)
    void itDoesNotMatterHowTheBytesArrive(@ForAll @IntRange(min = 1, max = 100) int size) {
        byte[] bytes = ("ab " + OTHER + "\n12" + WANTED + "zz").getBytes(StandardCharsets.UTF_8);
        CommitText text = new CommitText(Set.of(WANTED));
        for (int at = 0; at < bytes.length; at += size) {
            text.add(bytes, at, Math.min(size, bytes.length - at));
        }
        assertThat(text.found()).containsExactly(WANTED, OTHER);
    }

    private static Set<String> found(String program) {
        byte[] bytes = program.getBytes(StandardCharsets.UTF_8);
        CommitText text = new CommitText(Set.of(WANTED));
        text.add(bytes, 0, bytes.length);
        return text.found();
    }
}
