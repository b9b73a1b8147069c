package io.jenkins.plugins.istioimages.acceptance.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A job of the controller.
 *
 * @param name at its top; for a job of a folder {@code FOLDER/job/NAME}
 */
public record PipelineJob(Controller controller, String name) {
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(2);

    /** Starts a run. */
    public Build start() {
        var response = JenkinsClient.ok(controller.admin().post("job/" + name + "/build?delay=0sec", Map.of()));
        URI item = URI.create(response.headers().firstValue("Location").orElseThrow());
        int number = Poll.until("a run of " + name + " starts", STARTS_WITHIN, () -> {
            JsonNode run = controller
                    .admin()
                    .json(item.getPath().substring(1) + "api/json")
                    .get("executable");
            return run == null ? null : run.get("number").asInt();
        });
        return new Build(controller, name, number);
    }

    /** Of the run that starts next. */
    public int nextBuildNumber() {
        return controller
                .admin()
                .json("job/" + name + "/api/json?tree=nextBuildNumber")
                .get("nextBuildNumber")
                .asInt();
    }

    /** A run of it that there is, or will be. */
    public Build run(int number) {
        return new Build(controller, name, number);
    }

    /** One run of it. */
    public record Build(Controller controller, String job, int number) {
        /** Below the controller's URL, with a slash at the end. */
        public String path() {
            return "job/" + job + "/" + number + "/";
        }

        /** With a slash at the end. */
        public URI url() {
            return controller.url().resolve(path());
        }

        /** Waits for its end. */
        public String result(Duration patience) {
            return Poll.until(job + " #" + number + " ends", patience, () -> {
                JsonNode run = controller.admin().json(path() + "api/json?tree=building,result");
                return run.get("building").asBoolean() || run.get("result").isNull()
                        ? null
                        : run.get("result").asText();
            });
        }

        /** How long it took, from its start to its end. */
        public Duration duration() {
            return Duration.ofMillis(controller
                    .admin()
                    .json(path() + "api/json?tree=duration")
                    .get("duration")
                    .asLong());
        }

        /** The catalog that it archived: the text of {@code images.yaml}. */
        public String catalog() {
            return controller.admin().text(path() + "artifact/images.yaml");
        }

        /** Names of what it archived. */
        public List<String> artifacts() {
            return controller
                    .admin()
                    .json(path() + "api/json?tree=artifacts[fileName]")
                    .findValuesAsText("fileName");
        }

        public String log() {
            return controller.admin().text(path() + "consoleText");
        }

        /** Waits until it has said something. */
        public void awaitLog(String text, Duration patience) {
            Poll.until(job + " #" + number + " says '" + text + "'", patience, () -> log().contains(text));
        }

        /** Waits until the controller may die without losing what it knows of this run, whose steps wait meanwhile. */
        public void awaitSaved() {
            String script = Template.fill(
                    "saved.groovy", Map.of("JOB", job.replace("/job/", "/"), "NUMBER", Integer.toString(number)));
            Poll.until(
                    job + " #" + number + " is on disk",
                    Duration.ofMinutes(2),
                    () -> controller.admin().script(script).equals("true"));
        }

        public void abort() {
            JenkinsClient.ok(controller.admin().post(path() + "stop", Map.of()));
        }

        /** Its processes, wherever they run. */
        public Mark processes() {
            return new Mark("BUILD_URL", controller.url().resolve(path()).toString());
        }
    }
}
