package io.jenkins.plugins.istioimages.jenkins.parameter;

import hudson.Extension;
import hudson.model.ParameterValue;
import hudson.model.SimpleParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * A version of Istio, chosen from the releases that have support on the day. The newest is the default, so that a job
 * that runs by itself follows patch releases. What is not among them is refused, from forms, REST and command line.
 */
public class IstioVersionParameterDefinition extends SimpleParameterDefinition {
    private static final long serialVersionUID = 1L;

    /** @param name of the parameter */
    @DataBoundConstructor
    public IstioVersionParameterDefinition(String name) {
        super(name);
    }

    /** What can be chosen today, newest first; none if the table is empty or wrong, which its own page says. */
    public List<VersionChoice> getChoices() {
        try {
            return choices();
        } catch (InputException e) {
            return List.of();
        }
    }

    /** The newest; null if there is nothing to choose, and then a value has to be refused. */
    @Override
    public ParameterValue getDefaultParameterValue() {
        return getChoices().stream()
                .findFirst()
                .map(newest -> value(newest.version()))
                .orElse(null);
    }

    @Override
    public boolean isValid(ParameterValue value) {
        return value instanceof StringParameterValue
                && getChoices().stream().anyMatch(choice -> choice.version().equals(value.getValue()));
    }

    /** @throws IllegalArgumentException if the version cannot be chosen; the message says what can */
    @Override
    public ParameterValue createValue(String value) {
        return value(checked(value));
    }

    /** @throws IllegalArgumentException if the version cannot be chosen; the message says what can */
    @Override
    public ParameterValue createValue(StaplerRequest2 request, JSONObject form) {
        return value(checked(form.getString("value")));
    }

    private String checked(String version) {
        List<String> known = choices().stream().map(VersionChoice::version).toList();
        if (!known.contains(version)) {
            throw new RefusedVersionException("parameter " + getName() + ": '" + version
                    + "' is no release of Istio that has support" + NearestName.hint(version, known) + " (there are: "
                    + String.join(", ", known) + ")");
        }
        return version;
    }

    private ParameterValue value(String version) {
        return new StringParameterValue(getName(), version, getDescription());
    }

    private static List<VersionChoice> choices() {
        return VersionChoice.on(
                LocalDate.now(ZoneOffset.UTC),
                IstioImagesConfiguration.get().supportedReleases().all());
    }

    /** Its form. */
    @Extension
    @Symbol("istioVersion")
    public static final class DescriptorImpl extends ParameterDescriptor {
        @Override
        public String getDisplayName() {
            return Messages.IstioVersionParameterDefinition_displayName();
        }
    }
}
