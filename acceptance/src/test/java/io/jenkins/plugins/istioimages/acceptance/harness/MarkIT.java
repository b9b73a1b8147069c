package io.jenkins.plugins.istioimages.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarkIT {
    private final Mark mark = new Mark("ISTIO_IMAGES_MARK", UUID.randomUUID().toString());

    @AfterEach
    void end() {
        mark.kill();
    }

    @Test
    void processes_are_found_whose_parent_is_gone() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "setsid sleep 60 & exit 0");
        builder.environment().put(mark.name(), mark.value());
        builder.start().waitFor();

        Poll.until("the orphan sleeps", Duration.ofSeconds(20), () -> mark.commands().stream()
                .anyMatch(command -> command.endsWith("sleep 60 ")));
        mark.kill();

        Poll.until("it is gone", Duration.ofSeconds(20), () -> mark.processes().isEmpty());
    }

    @Test
    void others_are_not_found() {
        assertThat(mark.processes()).isEmpty();
    }
}
