package io.jenkins.plugins.istioimages.acceptance.harness;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import java.time.Duration;
import java.util.List;

/** The form of a job with parameters in a browser, reached from the job's page as a user reaches it. */
public final class ParametersForm {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Browser browser;
    private final PipelineJob job;

    private ParametersForm(Browser browser, PipelineJob job) {
        this.browser = browser;
        this.job = job;
    }

    /** Opens the job's page and follows its link. */
    public static ParametersForm open(Browser browser, PipelineJob job) {
        browser.open(job.controller().url().resolve("job/" + job.name() + "/"));
        browser.evaluate("document.querySelector('#tasks a[href*=\"/build\"]').click()");
        Poll.until("the form of " + job.name() + " is there", PATIENCE, () -> browser.evaluate(
                        "document.querySelectorAll('[name=parameter]').length > 0")
                .equals("true"));
        return new ParametersForm(browser, job);
    }

    /** What a parameter offers. */
    public List<String> options(String parameter) {
        return List.of(browser.evaluate("[..." + field(parameter) + ".options].map(option => option.value).join()")
                .split(","));
    }

    /** Chooses one of what a parameter offers. */
    public void choose(String parameter, String value) {
        browser.evaluate("(field => { field.value = '" + value + "'; field.dispatchEvent(new Event('change')); })("
                + field(parameter) + ")");
        expect(parameter, ".value", value);
    }

    /** Types a text instead of the one that is there. */
    public void type(String parameter, String text) {
        browser.evaluate("(field => { field.focus(); field.select(); })(" + field(parameter) + ")");
        browser.type(text);
        expect(parameter, ".value", text);
    }

    /** Clicks a check box. */
    public void toggle(String parameter) {
        String before = browser.evaluate(field(parameter) + ".checked");
        browser.evaluate(field(parameter) + ".click()");
        expect(parameter, ".checked", before.equals("true") ? "false" : "true");
    }

    /** Presses the button, and waits until the run is there. */
    public Build submit() {
        int number = job.nextBuildNumber();
        browser.evaluate("document.querySelector('form[name=parameters] button.jenkins-button--primary').click()");
        Build build = job.run(number);
        Poll.until("run " + number + " of " + job.name() + " is there", PATIENCE, () -> {
            JsonNode run = job.controller().admin().json(build.path() + "api/json?tree=number");
            return run.get("number").asInt() == number;
        });
        return build;
    }

    private void expect(String parameter, String property, String value) {
        String is = browser.evaluate(field(parameter) + property);
        if (!is.equals(value)) {
            throw new AssertionError("parameter " + parameter + " is '" + is + "' on the form, not '" + value + "'");
        }
    }

    private static String field(String parameter) {
        return "[...document.querySelectorAll('[name=parameter]')].find(block =>"
                + " block.querySelector('[name=name]').value === '" + parameter + "').querySelector('[name=value]')";
    }
}
