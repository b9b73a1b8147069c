package io.jenkins.plugins.istioimages.image.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.Command;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction.Pair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileTest {
    @Test
    void everyInstructionHasItsPlace() {
        Dockerfile file = Dockerfile.parse("D", "# about\n\nFROM a\n   COPY b \\\n  # note\n\n  c\nUSER x\n");
        assertThat(file.instructions()).extracting(i -> i.at().toString()).containsExactly("D:3:1", "D:4:4", "D:8:1");
        assertThat(copy(file, 1).sources()).containsExactly("b");
        assertThat(copy(file, 1).destination()).isEqualTo("c");
    }

    @Test
    void theEscapeDirectiveChangesContinuations() {
        Dockerfile file = Dockerfile.parse("D", "#escape=`\nFROM a\nCOPY b `\n c:\\\\d\\\n");
        assertThat(file.escape()).isEqualTo('`');
        assertThat(copy(file, 1).destination()).isEqualTo("c:\\\\d\\");
    }

    @Test
    void directivesEndAtTheFirstOtherLine() {
        assertThat(Dockerfile.parse("D", "# just a note\n# escape=`\nFROM a\n").escape())
                .isEqualTo('\\');
        assertThat(Dockerfile.parse("D", "# syntax=docker/dockerfile:1\n# escape=`\nFROM a\n")
                        .escape())
                .isEqualTo('`');
        assertThatThrownBy(() -> Dockerfile.parse("D", "# escape=x\nFROM a\n"))
                .hasMessageContaining("D:1:1: the escape directive is 'x'");
        assertThatThrownBy(() -> Dockerfile.parse("D", "# escape=`\n# escape=`\nFROM a\n"))
                .hasMessageContaining("D:2:1: the escape directive stands twice");
    }

    @Test
    void aDoubledEscapeDoesNotContinueALine() {
        Dockerfile file = Dockerfile.parse("D", "FROM a\nENV X=a\\\\\nUSER b\n");
        assertThat(file.instructions()).hasSize(3);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsAreLeftAside() {
        assertThat(Dockerfile.parse("D", "\uFEFFFROM a\r\nUSER b\r\n").instructions())
                .hasSize(2);
    }

    @Test
    void fromTakesAPlatformAndANameInAnyCase() {
        Instruction.From from =
                (Instruction.From) Dockerfile.parse("D", "from --platform=$BUILDPLATFORM img:1 aS Build")
                        .instructions()
                        .get(0);
        assertThat(from.platform()).contains("$BUILDPLATFORM");
        assertThat(from.image()).isEqualTo("img:1");
        assertThat(from.name()).contains("build");
    }

    @Test
    void argumentsMayHaveDefaultsAndStandInOneLine() {
        Instruction.Arg arg = (Instruction.Arg) Dockerfile.parse("D", "ARG A B=1 C=\"x y\"\nFROM a")
                .instructions()
                .get(0);
        assertThat(arg.declarations())
                .extracting(Instruction.Arg.Declaration::name)
                .containsExactly("A", "B", "C");
        assertThat(arg.declarations())
                .extracting(Instruction.Arg.Declaration::value)
                .containsExactly(Optional.empty(), Optional.of("1"), Optional.of("\"x y\""));
    }

    @Test
    void envHasAnOldAndANewForm() {
        assertThat(((Instruction.Env) second("ENV A=1 B=\"x y\" C=a\\ b")).pairs())
                .containsExactly(new Pair("A", "1"), new Pair("B", "\"x y\""), new Pair("C", "a\\ b"));
        assertThat(((Instruction.Env) second("ENV A one  two")).pairs()).containsExactly(new Pair("A", "one  two"));
        assertThatThrownBy(() -> second("ENV A")).hasMessageContaining("has no value");
        assertThatThrownBy(() -> second("ENV A=1 b")).hasMessageContaining("not of the form name=value");
    }

    @Test
    void commandsHaveTwoForms() {
        assertThat(((Instruction.Cmd) second("CMD [\"a\", \"b c\"]")).command())
                .isEqualTo(new Command(true, List.of("a", "b c")));
        assertThat(((Instruction.Cmd) second("CMD echo $X")).command())
                .isEqualTo(new Command(false, List.of("echo $X")));
        assertThat(((Instruction.Cmd) second("CMD ['a']")).command().exec()).isFalse();
        assertThat(((Instruction.Entrypoint) second("ENTRYPOINT []")).command())
                .isEqualTo(new Command(true, List.of()));
        assertThatThrownBy(() -> second("CMD [1]")).hasMessageContaining("strings only");
    }

    @Test
    void copyKnowsItsFlags() {
        Instruction.Copy copy = (Instruction.Copy)
                second("COPY --from=build --chown=1:2 --chmod=755 --link --exclude=*.md [\"a b\", \"/c d/\"]");
        assertThat(copy.flags().from()).contains("build");
        assertThat(copy.flags().chown()).contains("1:2");
        assertThat(copy.flags().chmod()).contains("755");
        assertThat(copy.flags().excludes()).containsExactly("*.md");
        assertThat(copy.sources()).containsExactly("a b");
        assertThat(copy.destination()).isEqualTo("/c d/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COPY a|needs at least one source and a destination",
                "COPY --fro=x a b|has no flag --fro; did you mean 'from'?",
                "COPY --from= a b|needs a value",
                "COPY --from=a --from=b a b|stands twice",
                "ADD --from=x a b|ADD has no flag --from",
                "COPY --parents a b|--parents is not supported",
                "ADD --checksum=sha256:x a b|--checksum is not supported",
                "COPY <<EOF /x|has no end",
                "CPY a b|unknown instruction 'CPY'; did you mean 'COPY'?",
                "FROM a b c d|FROM takes an image",
                "FROM a AS 1x|the stage name '1x' is wrong",
                "USER|needs at least one argument",
                "SHELL sh -c|SHELL takes the JSON form",
                "ARG =x|has no name",
                "ONBUILD FROM x|cannot be a trigger",
                "ONBUILD NONSENSE x|unknown instruction 'NONSENSE'",
                "HEALTHCHECK WHAT|takes NONE, or CMD",
                "HEALTHCHECK --interval=1x CMD a|is no duration",
                "HEALTHCHECK --retries=0 CMD a|is no number",
            })
    void mistakesAreNamedWithTheirPlace(String line, String message) {
        assertThatThrownBy(() -> second(line))
                .isInstanceOf(DockerfileException.class)
                .hasMessageStartingWith("Dockerfile:2:1: ")
                .hasMessageContaining(message);
    }

    @Test
    void aHereDocumentOfCopyIsRefusedAndOneOfRunIsPassedOver() {
        assertThatThrownBy(() -> second("COPY <<EOF /x\nhello\nEOF"))
                .hasMessageContaining("here-document is not supported");
        Dockerfile file =
                Dockerfile.parse("D", "FROM a\nRUN <<A cat <<-'B'\nFROM nothing\nA\nCOPY not this\n\tB\nUSER last\n");
        assertThat(file.instructions()).hasSize(3);
        assertThat(file.instructions().get(2)).isInstanceOf(Instruction.User.class);
    }

    @Test
    void healthchecksAreInNanoseconds() {
        Instruction.Healthcheck check = (Instruction.Healthcheck)
                second("HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=1.5s --retries=3 CMD [\"x\"]");
        assertThat(check.timing())
                .isEqualTo(new Instruction.HealthTiming(90_000_000_000L, 500_000_000L, 1_500_000_000L, 0, 3));
        assertThat(((Instruction.Healthcheck) second("HEALTHCHECK none")).command())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1h,3600000000000", "0s,0", "1.5ms,1500000", "10us,", "5,", "h,", "1h1,", "99999999h999999999h,"})
    void durationsAreGos(String text, Long nanos) {
        assertThat(GoDuration.parse(text)).isEqualTo(Optional.ofNullable(nanos));
    }

    @Test
    void aFileThatIsNoDockerfileIsAnInputError(@TempDir Path directory) throws Exception {
        Path binary = directory.resolve("Dockerfile");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatThrownBy(() -> Dockerfile.read(binary))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not UTF-8 text");
        assertThatThrownBy(() -> Dockerfile.read(directory.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot read the Dockerfile");
        assertThatThrownBy(() -> Dockerfile.parse("D", "# nothing\n")).hasMessageContaining("no instruction");
    }

    private static Instruction second(String line) {
        return Dockerfile.parse("Dockerfile", "FROM a\n" + line).instructions().get(1);
    }

    private static Instruction.Copy copy(Dockerfile file, int index) {
        return (Instruction.Copy) file.instructions().get(index);
    }
}
