package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.CommandLine;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob;
import io.jenkins.plugins.istioimages.acceptance.harness.PipelineJob.Build;
import io.jenkins.plugins.istioimages.acceptance.harness.Pipelines;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A release that is signed with a key in Jenkins' credentials, which no agent sees. */
@ExtendWith(WithWorld.class)
class SigningAcceptance {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Test
    void what_is_published_is_signed_and_attested_and_a_second_run_signs_nothing_again(World world) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        String secret = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
        PipelineJob job = world.pipelines().job("signed.groovy", "signed");
        keep(world, "-----BEGIN PRIVATE KEY-----\\n" + secret + "\\n-----END PRIVATE KEY-----\\n");

        Build first = succeeds(job.start());
        assertThat(first.log())
                .contains(": 3 manifests signed, 0 were", ": provenance attached to 3 manifests, 0 have it")
                .doesNotContain(secret, "get no provenance");

        Path key = Files.writeString(
                world.directory().resolve("cosign.pub"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(pair.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        String hub = world.registry().host() + "/signed";
        for (String tag : new String[] {"1.14.5", "1.14.5-distroless"}) {
            String verified = new CommandLine(world)
                    .run(
                            "verify-" + tag,
                            "verify",
                            hub + "/pilot:" + tag,
                            "--key",
                            key.toString(),
                            "--attestation",
                            "slsaprovenance1",
                            "--json");
            assertThat(verified).containsPattern("\"verified\" ?: true");
        }
        Published.assertPublished(world, first, "signed", Pipelines.VERSION);

        Build second = succeeds(job.start());
        assertThat(second.log())
                .as("another run of the same sources")
                .contains(": 0 manifests signed, 3 were", ": provenance attached to 0 manifests, 3 have it")
                .doesNotContain(": 3 manifests signed");
    }

    private static void keep(World world, String pem) {
        String store = "com.cloudbees.plugins.credentials.SystemCredentialsProvider.instance";
        world.controller()
                .admin()
                .script(store
                        + ".credentials.add(new org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl("
                        + "com.cloudbees.plugins.credentials.CredentialsScope.GLOBAL, 'cosign-key', '', "
                        + "hudson.util.Secret.fromString('" + pem + "')))\n" + store + ".save()");
    }

    private static Build succeeds(Build build) {
        assertThat(build.result(PATIENCE)).as(build.log()).isEqualTo("SUCCESS");
        return build;
    }
}
