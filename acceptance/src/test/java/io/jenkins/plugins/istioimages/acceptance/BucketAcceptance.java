package io.jenkins.plugins.istioimages.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.acceptance.harness.JenkinsClient;
import io.jenkins.plugins.istioimages.acceptance.harness.WithWorld;
import io.jenkins.plugins.istioimages.acceptance.harness.World;
import io.jenkins.plugins.istioimages.publish.bucket.BucketServer;
import io.jenkins.plugins.istioimages.publish.bucket.ServiceAccountFile;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The libraries that the plugin brings for buckets, with the other libraries as Jenkins and its plugins have them: on the
 * controller, and on an agent, which gets every class from there.
 */
@ExtendWith(WithWorld.class)
class BucketAcceptance {
    private static final String PROGRAM = """
            import io.jenkins.plugins.istioimages.publish.bucket.Buckets
            import io.jenkins.plugins.istioimages.publish.storage.*
            def login = %s
            def bucket = Buckets.open(BucketAddress.parse('%s'), login)
            bucket.check('')
            bucket.put('%3$s', Upload.of('1.14.5'.getBytes('UTF-8'), 'text/plain'), Condition.ABSENT)
            try {
              bucket.put('%3$s', Upload.of('1.14.6'.getBytes('UTF-8'), 'text/plain'), Condition.ABSENT)
            } catch (ConditionFailedException e) {
              println 'kept, ' + bucket.read('%3$s', 100).get().text() + ' in ' + bucket.list('').size()
            }
            """;

    @Test
    void a_bucket_of_s3_opens_on_the_controller_and_on_an_agent(World world) throws Exception {
        try (BucketServer server = new BucketServer()) {
            String login = "new BucketLogin.AccessKey('" + BucketServer.ID + "', '" + BucketServer.SECRET + "')";
            String address = server.address("");
            JenkinsClient admin = world.controller().admin();
            assertThat(admin.script(PROGRAM.formatted(login, address, "controller")))
                    .isEqualTo("kept, 1.14.5 in 1");
            assertThat(admin.scriptOn("amd64", PROGRAM.formatted(login, address, "agent")))
                    .isEqualTo("kept, 1.14.5 in 2");
            assertThat(server.content("agent")).asString().isEqualTo("1.14.5");
        }
    }

    @Test
    void a_bucket_of_google_opens_on_the_controller_and_on_an_agent(World world) {
        try (GcsServer server = new GcsServer()) {
            String json = Base64.getEncoder()
                    .encodeToString(ServiceAccountFile.json(server.tokens()).getBytes(StandardCharsets.UTF_8));
            String login = "new BucketLogin.ServiceAccount(new String('" + json + "'.decodeBase64(), 'UTF-8'))";
            String address = "gs://" + GcsServer.BUCKET + "?endpoint=" + server.endpoint();
            JenkinsClient admin = world.controller().admin();
            assertThat(admin.script(PROGRAM.formatted(login, address, "controller")))
                    .isEqualTo("kept, 1.14.5 in 1");
            assertThat(admin.scriptOn("amd64", PROGRAM.formatted(login, address, "agent")))
                    .isEqualTo("kept, 1.14.5 in 2");
            assertThat(server.objects.text("agent")).contains("1.14.5");
        }
    }
}
