package io.jenkins.plugins.istioimages.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChallengeParserTest {
    private static final Challenge BEARER =
            new Challenge("bearer", Map.of("realm", "https://a.example/token", "service", "s"));

    @Test
    void parameters_may_stand_in_any_order_and_any_case() {
        assertThat(parse("Bearer realm=\"https://a.example/token\",service=\"s\""))
                .containsExactly(BEARER);
        assertThat(parse("bearer Service=\"s\", REALM=\"https://a.example/token\""))
                .containsExactly(BEARER);
        assertThat(parse("BEARER   service = s ,realm = \"https://a.example/token\" "))
                .containsExactly(BEARER);
        assertThat(parse("Bearer realm=https://a.example/token,service=s")).containsExactly(BEARER);
    }

    @Test
    void quotes_may_hold_commas_quotes_and_equals() {
        assertThat(parse("Bearer scope=\"repository:a/b:pull,push\",realm=\"x=\\\"y\\\"\""))
                .containsExactly(
                        new Challenge("bearer", Map.of("scope", "repository:a/b:pull,push", "realm", "x=\"y\"")));
    }

    @Test
    void one_header_may_hold_several_challenges() {
        assertThat(parse("Basic realm=\"b\", Bearer realm=\"https://a.example/token\",service=\"s\""))
                .containsExactly(new Challenge("basic", Map.of("realm", "b")), BEARER);
        assertThat(parse("Bearer realm=\"https://a.example/token\",service=\"s\",Basic realm=\"b\""))
                .containsExactly(BEARER, new Challenge("basic", Map.of("realm", "b")));
        assertThat(parse("Negotiate, Basic realm=b"))
                .extracting(Challenge::scheme)
                .containsExactly("negotiate", "basic");
        assertThat(parse("Negotiate YII/ab+c==, Basic realm=b"))
                .extracting(Challenge::scheme)
                .containsExactly("negotiate", "basic");
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(ChallengeParser.parse(List.of("Negotiate", "Basic realm=\"b\"")))
                .extracting(Challenge::scheme)
                .containsExactly("negotiate", "basic");
    }

    @Test
    void the_first_of_two_equal_parameters_counts() {
        assertThat(parse("Basic realm=first,realm=second").get(0).parameter("realm"))
                .contains("first");
    }

    @Test
    void a_mistake_ends_the_header_and_nothing_else() {
        assertThat(parse("Basic realm=\"never ends")).hasSize(1);
        assertThat(parse("")).isEmpty();
        assertThat(parse(",,, ,")).isEmpty();
        assertThat(parse("\"Basic\" realm=x")).isEmpty();
        assertThat(parse("x".repeat(20_000))).isEmpty();
    }

    @Property
    void any_text_is_read_without_an_error(@ForAll String text) {
        assertThat(parse(text)).isNotNull();
    }

    @Property
    void what_is_written_by_the_rules_is_read_back(@ForAll("challenges") List<Challenge> challenges) {
        List<String> written = new ArrayList<>();
        for (Challenge challenge : challenges) {
            List<String> parameters = new ArrayList<>();
            challenge
                    .parameters()
                    .forEach((name, value) -> parameters.add(
                            name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\""));
            written.add(challenge.scheme() + " " + String.join(", ", parameters));
        }
        assertThat(parse(String.join(", ", written))).isEqualTo(challenges);
    }

    @Provide
    Arbitrary<List<Challenge>> challenges() {
        Arbitrary<String> name =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> value = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20);
        Arbitrary<Map<String, String>> parameters =
                Arbitraries.maps(name, value).ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(name, parameters).as(Challenge::new).list().ofMaxSize(4);
    }

    private static List<Challenge> parse(String header) {
        return ChallengeParser.parse(List.of(header));
    }
}
