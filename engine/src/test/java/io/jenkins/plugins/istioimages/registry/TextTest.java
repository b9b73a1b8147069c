package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What servers say becomes fit to be shown; scopes and hosts are read. */
class TextTest {
    @Test
    void text_becomes_one_line_without_control_characters() {
        assertThat(Text.line("  a\r\n b\t\u001b[31mc\u0000\u200b \u202e", 100)).isEqualTo("a b [31mc");
        assertThat(Text.line("abcdefgh", 5)).isEqualTo("abcd…");
        assertThat(Text.size(12_345_678)).isEqualTo("12.3 MB");
        assertThat(Text.size(999)).isEqualTo("999 B");
        assertThat(Text.size(999_999)).isEqualTo("1.0 MB");
    }

    @Property
    void any_text_fits(@ForAll String text) {
        assertThat(Text.line(text, 50)).hasSizeLessThanOrEqualTo(50).doesNotContain("\n", "\r", "\u001b");
    }

    @Property
    void any_answer_is_read_as_an_error(@ForAll byte[] content) {
        assertThat(ErrorAnswer.of(content).message()).hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void errors_of_all_kinds_of_servers_are_understood() {
        Digest digest = Digest.sha256("x");
        ErrorAnswer registry = answer("{\"errors\":[{\"code\":\"manifest_blob_unknown\",\"message\":\"m\",\"detail\":\""
                + digest + "\"},{\"code\":\"B\"}]}");
        assertThat(registry.codes()).containsExactly("MANIFEST_BLOB_UNKNOWN", "B");
        assertThat(registry.message()).isEqualTo("manifest_blob_unknown: m (" + digest + "); B");
        assertThat(registry.digests()).containsExactly(digest);
        assertThat(answer("{\"error\":\"invalid_grant\",\"error_description\":\"gone\"}")
                        .message())
                .isEqualTo("invalid_grant: gone");
        assertThat(answer("{\"details\":\"incorrect username\"}").message()).isEqualTo("incorrect username");
        assertThat(answer("404 page not found\n").message()).isEqualTo("404 page not found");
        assertThat(answer("<html><body>gateway</body></html>").message()).isEmpty();
        assertThat(answer("[1]").message()).isEmpty();
    }

    @Test
    void scopes_are_merged_by_resource() {
        Scope pull = Scope.parse("repository:a/b:pull").orElseThrow();
        Scope push = Scope.parse("repository:a/b:push,pull").orElseThrow();
        Scope other = Scope.parse("repository:host:5000/c:pull").orElseThrow();
        assertThat(Scope.merge(List.of(pull, other), List.of(push)))
                .extracting(Scope::toString)
                .containsExactly("repository:a/b:pull,push", "repository:host:5000/c:pull");
        assertThat(Scope.covers(Set.of(push), Set.of(pull))).isTrue();
        assertThat(Scope.covers(Set.of(pull), Set.of(push))).isFalse();
        assertThat(Scope.covers(Set.of(push), new TreeSet<>(List.of(pull, other))))
                .isFalse();
        assertThat(Scope.parse("nonsense")).isEmpty();
        assertThat(Scope.parse("a:b\"c")).isEmpty();
    }

    @Test
    void hosts_are_known_by_their_address_and_never_looked_up() {
        for (String host : List.of("localhost", "x.localhost", "127.0.0.1", "127.9.9.9", "[::1]", "::1")) {
            assertThat(Hosts.isLoopback(host)).as(host).isTrue();
        }
        for (String host : List.of("localhost.example", "127.0.0.1.example", "10.0.0.1", "[fe80::1]", "1.2.3.999")) {
            assertThat(Hosts.isLoopback(host)).as(host).isFalse();
        }
        for (String host :
                List.of("10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "[fd12::1]", "0.0.0.0")) {
            assertThat(Hosts.isInternal(host)).as(host).isTrue();
        }
        for (String host : List.of("8.8.8.8", "172.32.0.1", "registry.example", "[2001:db8::1]")) {
            assertThat(Hosts.isInternal(host)).as(host).isFalse();
        }
    }

    @Test
    void secrets_are_taken_out_of_what_is_said() {
        Credential bob = new Credential.Password("bob", "hunter2", "test");
        assertThat(Redaction.of(Optional.of(bob))
                        .and(Optional.of("tok-en"))
                        .apply("a hunter2 b tok-en c Ym9iOmh1bnRlcjI="))
                .isEqualTo("a *** b *** c ***");
    }

    private static ErrorAnswer answer(String text) {
        return ErrorAnswer.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
