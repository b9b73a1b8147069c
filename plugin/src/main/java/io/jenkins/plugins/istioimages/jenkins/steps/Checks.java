package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.ContainerRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.EnvoyRequest;
import io.jenkins.plugins.istioimages.jenkins.agents.PlanRequest;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.plan.ImageBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Checks of parameters. The engine says what is wrong; forms and runs say it in the same words. */
final class Checks {
    private Checks() {}

    /**
     * What is wrong with a text, in the user's words; empty if nothing is.
     *
     * @param check throws if something is
     */
    static Optional<String> problem(Runnable check) {
        try {
            check.run();
            return Optional.empty();
        } catch (InputException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * For a form.
     *
     * @param item that is configured, if any; who may not configure it is told nothing
     */
    static FormValidation form(Item item, Runnable check) {
        if (!CredentialItems.mayConfigure(item)) {
            return FormValidation.ok();
        }
        return problem(check).map(FormValidation::error).orElseGet(FormValidation::ok);
    }

    /** Checks a text that may be left out. */
    static void given(String value, Consumer<String> check) {
        String text = Texts.text(value);
        if (!text.isEmpty()) {
            check.accept(text);
        }
    }

    /** For a run. */
    static <T> T orAbort(Supplier<T> checked) throws UserError {
        try {
            return checked.get();
        } catch (InputException e) {
            throw new UserError(e);
        }
    }

    static void manifest(String value) {
        new PlanRequest(Texts.text(value)).check();
    }

    static void platforms(String value) {
        Texts.words(List.of(value)).forEach(Platform::parse);
    }

    static void outputs(String value) {
        Output.parse(Texts.words(List.of(value)), "outputs");
    }

    static void labels(String value) {
        Texts.fields(Texts.lines(List.of(value)), "agentLabels").keySet().forEach(Platform::parse);
    }

    static void variables(String value) {
        Texts.fields(Texts.lines(List.of(value)), "buildEnv");
    }

    static void reuse(String value) {
        new EnvoyRequest(new PlanRequest("manifest.yaml"))
                .reuse(Texts.fields(Texts.lines(List.of(value)), "reuse"))
                .check();
    }

    static void imageBuilder(String value) {
        ImageBuilder.parse(value);
    }

    static void staging(String value) {
        new PlanRequest("manifest.yaml").staging(Defaults.named(value)).check();
    }

    static void builderImage(String value) {
        new PlanRequest("manifest.yaml").builderImage(Defaults.named(value)).check();
        if (!Defaults.named(value).isEmpty()) {
            DockerPipeline.problem().ifPresent(problem -> {
                throw new InputException(problem);
            });
        }
    }

    /** @param volumes and variables: one a line */
    static void container(String user, String volumes, String network, String variables) {
        new ContainerRequest(
                        user,
                        Texts.lines(List.of(volumes)),
                        network,
                        Texts.fields(Texts.lines(List.of(variables)), "builderEnv"),
                        "")
                .options();
    }

    /** The address of a web server. */
    static URI web(String value, String parameter) {
        try {
            URI uri = URI.create(value);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the words of the user.
        }
        throw new InputException(parameter + ": '" + value + "' is wrong: expected https://HOST");
    }

    static void plainHttp(String value) {
        new RegistryChoice("", Texts.words(List.of(value)), "").check();
    }

    static void gitHosts(String value, String gitCredentialsId) {
        GitChoice.check(Texts.words(List.of(value)), gitCredentialsId);
    }

    static void hubs(List<String> hubs) {
        if (hubs.isEmpty()) {
            throw new InputException("say at least one hub to publish to, like ghcr.io/resf/istio");
        }
        hubs.forEach(Hub::parse);
    }
}
