package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogScanTest {
    @Test
    void a_quiet_log_has_nothing_against_us() {
        assertThat(LogScan.ourWarnings("Running from: jenkins.war\n" + entry("INFO", "hudson.WebAppMain#run", "up")))
                .isEmpty();
    }

    @Test
    void a_warning_of_our_own_logger_is_found() {
        String warning = entry("WARNING", "i.j.p.i.jenkins.images.CatalogFolder#read", "istio-images: no catalog");

        assertThat(LogScan.ourWarnings(entry("INFO", "a.B#c", "x") + warning + entry("INFO", "a.B#c", "y")))
                .containsExactly(warning);
    }

    @Test
    void a_stack_trace_through_our_classes_is_found_with_its_whole_entry() {
        String severe = entry("SEVERE", "hudson.util.BootFailure#publish", "Failed to load")
                + "java.lang.IllegalStateException: no\n"
                + "\tat io.jenkins.plugins.istioimages.jenkins.steps.IstioBuildStep.start(IstioBuildStep.java:1)\n";

        assertThat(LogScan.ourWarnings(severe + entry("INFO", "a.B#c", "up"))).containsExactly(severe);
    }

    @Test
    void warnings_of_others_are_theirs() {
        assertThat(LogScan.ourWarnings(entry("WARNING", "o.e.j.s.Server#start", "slow disk")))
                .isEmpty();
    }

    @Test
    void what_we_say_without_warning_is_no_warning() {
        assertThat(LogScan.ourWarnings(
                        entry("INFO", "a.B#c", "io.jenkins.plugins.istioimages is there, no WARNING\tof it")))
                .isEmpty();
    }

    private static String entry(String level, String logger, String text) {
        return "2026-11-21 06:55:01.123+0000 [id=31]\t" + level + "\t" + logger + ": " + text + "\n";
    }
}
