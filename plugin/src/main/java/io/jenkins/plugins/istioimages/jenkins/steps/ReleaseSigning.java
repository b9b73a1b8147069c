package io.jenkins.plugins.istioimages.jenkins.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import hudson.PluginWrapper;
import hudson.model.Run;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.jenkins.agents.Machine;
import io.jenkins.plugins.istioimages.jenkins.agents.ReleaseSignatures;
import io.jenkins.plugins.istioimages.jenkins.data.ImageCatalog;
import io.jenkins.plugins.istioimages.jenkins.data.PlanDocument;
import io.jenkins.plugins.istioimages.publish.attest.Provenance;
import io.jenkins.plugins.istioimages.publish.attest.RunFacts;
import io.jenkins.plugins.istioimages.publish.sign.KeyPassword;
import io.jenkins.plugins.istioimages.publish.sign.SigningKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Signs a release on the controller, with a key that no agent gets: its images, and how they were built, from the plan
 * that the controller has of it and the run that carried it out.
 */
final class ReleaseSigning {
    /** Where Jenkins has no URL of its own. */
    private static final String BUILDER = "https://github.com/jenkinsci/istio-images-plugin/jenkins/v1";

    /** What says to the command line that there is no key. */
    private static final String KEYLESS = "keyless";

    private final Run<?, ?> run;

    /** @param run whose credentials are used */
    ReleaseSigning(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * Signs.
     *
     * @param key id of a secret file or text: a private key in PEM
     * @param password id of the same, for an encrypted key; empty for none
     * @param machine whose log is told of images that get no provenance
     * @throws IOException if the run may not use them
     * @throws InputException if they are no key and password
     */
    ReleaseSignatures sign(ImageCatalog images, List<String> hubs, String key, String password, Machine machine)
            throws IOException {
        return sign(images, hubs, key(key, password), machine);
    }

    /**
     * The key.
     *
     * @param key id of a secret file or text: a private key in PEM
     * @param password id of the same, for an encrypted key; empty for none
     * @throws IOException if the run may not use them
     * @throws InputException if they are no key and password
     */
    SigningKey key(String key, String password) throws IOException {
        RunCredentials credentials = new RunCredentials(run);
        String pem = pem(credentials, key);
        Optional<String> word = password.isEmpty()
                ? Optional.empty()
                : Optional.of(credentials.text(password).replaceFirst("\\R\\z", ""));
        return SigningKey.parse(pem, "the key '" + key + "'", password(key, word));
    }

    /** Signs with a key that is at hand. */
    ReleaseSignatures sign(ImageCatalog images, List<String> hubs, SigningKey signing, Machine machine)
            throws IOException {
        RunFacts facts = facts(builder(images));
        ReleaseSignatures made =
                ReleaseSignatures.of(signing, images.catalog(), hubs, image -> provenance(images, image, facts));
        long unknown = made.withoutProvenance(images.catalog());
        if (unknown > 0) {
            machine.notice("it is not known how " + unknown + " images were built: they get no provenance");
        }
        return made;
    }

    private static String pem(RunCredentials credentials, String key) throws IOException {
        try {
            return credentials.text(key);
        } catch (AbortException e) {
            if (!key.equals(KEYLESS)) {
                throw e;
            }
            throw new AbortException(e.getMessage() + ". Without a key images are signed by the command line alone:"
                    + " publish --sign keyless, in a job that has an identity of its own");
        }
    }

    private static KeyPassword password(String key, Optional<String> word) {
        return () -> Optional.of(word.orElseThrow(() -> new InputException("the key '" + key
                + "' is encrypted: name the credentials of its password with signPasswordCredentialsId")));
    }

    private static Optional<ObjectNode> provenance(ImageCatalog images, CatalogImage image, RunFacts facts) {
        return images.built().plan(image.digest()).map(plan -> predicate(plan, facts));
    }

    private static ObjectNode predicate(PlanDocument plan, RunFacts facts) {
        return new Provenance(plan.lock(), Optional.of(plan.plan()), facts).predicate();
    }

    /** The run that recorded the images. */
    private Run<?, ?> builder(ImageCatalog images) throws AbortException {
        if (images.run().isEmpty()) {
            return run;
        }
        Run<?, ?> other = Run.fromExternalizableId(images.run());
        if (other == null) {
            throw new AbortException("the run " + images.run()
                    + " that built the images is gone: nothing can be said of" + " how they were built");
        }
        return other;
    }

    private static RunFacts facts(Run<?, ?> builder) {
        Optional<String> root = Optional.ofNullable(Jenkins.get().getRootUrl());
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin("istio-images");
        return new RunFacts(
                root.orElse(BUILDER),
                plugin == null ? Map.of() : Map.of("istio-images", plugin.getVersion()),
                root.map(url -> url + builder.getUrl()),
                Optional.of(Instant.ofEpochMilli(builder.getStartTimeInMillis())),
                Optional.empty(),
                Map.of());
    }
}
