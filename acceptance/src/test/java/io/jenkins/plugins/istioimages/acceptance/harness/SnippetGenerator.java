package io.jenkins.plugins.istioimages.acceptance.harness;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The page "Pipeline Syntax" of a job. */
public final class SnippetGenerator {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A step's form: it is fetched when the step is chosen. */
    private static final String CHOOSE = """
            (step => {
              const list = document.querySelector('select.dropdownList');
              list.selectedIndex = [...list.options].findIndex(option => option.text.startsWith(step + ':'));
              list.dispatchEvent(new Event('change', {bubbles: true}));
              return list.selectedIndex;
            })""";

    private static final String IS_THERE = """
            (step => {
              return [...document.querySelectorAll('.jenkins-form-label')].some(
                  label => label.textContent.trim().startsWith(step) && label.offsetParent !== null);
            })""";
    /** A list of credentials is filled in by a request of its own, so its value may not be there yet. */
    private static final String FILL = """
            ((path, value) => {
              const [name, list] = path.split('.').reverse();
              const row = list && document.querySelector('[name="' + list + '"].repeated-chunk:not(.to-be-removed)');
              if (list && !row) { document.querySelector('.repeatable-add').click(); return 'no row'; }
              const field = (row || document).querySelector('[name="_.' + name + '"]');
              if (!field) { return 'no field'; }
              if (field.type === 'checkbox') {
                if (field.checked !== (value === 'true')) { field.click(); }
                return 'done';
              }
              field.value = value;
              field.dispatchEvent(new Event('change', {bubbles: true}));
              return field.value === value ? 'done' : 'is ' + field.value;
            })""";

    private final Browser browser;
    private final URI page;

    /** @param page with a slash at its end */
    public SnippetGenerator(Browser browser, URI page) {
        this.browser = browser;
        this.page = page;
    }

    /**
     * Chooses a step, fills in its form and presses the button.
     *
     * @param fields by name, as the step's parameters are named; {@code LIST.NAME} is one of the first row of a list
     */
    public String snippet(String step, Map<String, String> fields) {
        browser.open(page);
        if (Integer.parseInt(call(CHOOSE, step)) < 0) {
            throw new AssertionError("the Snippet Generator does not offer " + step);
        }
        Poll.until("the form of " + step, PATIENCE, () -> call(IS_THERE, step).equals("true"));
        fields.forEach((name, value) ->
                Poll.until(step + "'s field " + name + " takes " + value, PATIENCE, () -> call(FILL, name, value)
                        .equals("done")));
        browser.evaluate("document.getElementById('generatePipelineScript').click()");
        return Poll.until("a snippet of " + step, PATIENCE, () -> {
            String text = browser.evaluate("document.getElementById('prototypeText').value");
            return text.isBlank() ? null : text.strip();
        });
    }

    private String call(String function, String... arguments) {
        StringBuilder list = new StringBuilder();
        for (String argument : arguments) {
            list.append(list.length() == 0 ? "" : ", ").append(TextNode.valueOf(argument));
        }
        return browser.evaluate(function + "(" + list + ")");
    }
}
