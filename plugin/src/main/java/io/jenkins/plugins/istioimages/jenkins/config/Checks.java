package io.jenkins.plugins.istioimages.jenkins.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.function.Consumer;
import jenkins.model.Jenkins;

/** Checks of fields of the system configuration. The engine says what is wrong, here as in a run. */
final class Checks {
    private Checks() {}

    /** Whether the user may change the system configuration; nobody else is told anything. */
    static boolean mayConfigure() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    /**
     * Checks a field.
     *
     * @param value as it stands in the form
     * @param check throws if something is wrong; not asked about a blank field
     */
    static FormValidation optional(String value, Consumer<String> check) {
        return value == null || value.isBlank() ? FormValidation.ok() : required(value, check);
    }

    /** {@link #optional} of a field that must not be blank. */
    static FormValidation required(String value, Consumer<String> check) {
        if (!mayConfigure()) {
            return FormValidation.ok();
        }
        try {
            check.accept(text(value));
            return FormValidation.ok();
        } catch (InputException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** A field's text without blanks around it; never null. */
    static String text(String value) {
        return value == null ? "" : value.strip();
    }
}
