package io.jenkins.plugins.istioimages.acceptance.harness;

import io.jenkins.plugins.istioimages.publish.bucket.BucketServer;
import io.jenkins.plugins.istioimages.publish.bucket.ServiceAccountFile;
import io.jenkins.plugins.istioimages.publish.grafana.FakeGrafana;
import io.jenkins.plugins.istioimages.publish.storage.gcs.GcsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Buckets of S3 and of Google and a grafana.com for the files of a release, each with its credentials in Jenkins. */
public final class FilePlaces implements AutoCloseable {
    /** Number of the dashboard of mini-istio that there is on the grafana.com. */
    public static final long DASHBOARD = 7639;

    /** Where files go in both buckets. */
    public static final String FILES = "istio";

    private static final String CHARTS = "charts";

    private final BucketServer s3 = new BucketServer();
    private final GcsServer google = new GcsServer();
    private final FakeGrafana grafana = new FakeGrafana();
    private final String account = ServiceAccountFile.json(google.tokens());

    FilePlaces(World world) throws Exception {
        grafana.revisions.put(DASHBOARD, new ArrayList<>());
        world.controller()
                .admin()
                .script(Template.fill(
                        "file-credentials.groovy",
                        Map.of(
                                "S3_ID",
                                BucketServer.ID,
                                "S3_WORD",
                                BucketServer.SECRET,
                                "GOOGLE_FILE",
                                Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)),
                                "GRAFANA_TOKEN",
                                FakeGrafana.TOKEN)));
    }

    Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("S3_FILES", s3.address(FILES));
        words.put("S3_CHARTS", s3.address(CHARTS));
        words.put("GOOGLE_FILES", google(FILES));
        words.put("GOOGLE_CHARTS", google(CHARTS));
        words.put("GRAFANA_ADDRESS", grafana.address());
        return words;
    }

    private String google(String prefix) {
        return "gs://" + GcsServer.BUCKET + "/" + prefix + "?endpoint=" + google.endpoint();
    }

    /** What belongs in no log and in no file of an agent. */
    List<String> secrets() {
        return List.of(FakeGrafana.TOKEN, account.replaceFirst("(?s).*BEGIN PRIVATE KEY-----\\\\n(.{60}).*", "$1"));
    }

    /** An object of S3. */
    public String s3(String key) {
        return new String(s3.content(key), StandardCharsets.UTF_8);
    }

    /** An object of Google. */
    public String google(String prefix, String name) {
        return google.objects.text(prefix + "/" + name).orElseThrow();
    }

    /** Names of what S3 has below a prefix. */
    public List<String> s3Below(String prefix) {
        return s3.keys(prefix + "/").stream()
                .map(key -> key.substring(prefix.length() + 1))
                .toList();
    }

    /** Names of what Google has below a prefix. */
    public List<String> googleBelow(String prefix) {
        return google.objects.keys(prefix + "/").stream()
                .map(key -> key.substring(prefix.length() + 1))
                .toList();
    }

    /** Requests to both stores that changed something of a release's files. */
    public List<String> writes() {
        List<String> writes = new ArrayList<>(s3.writes());
        writes.addAll(google.writes());
        writes.removeIf(write -> write.contains(CHARTS));
        return writes;
    }

    /** What was sent to the grafana.com to be kept. */
    public List<String> revisions() {
        return List.copyOf(grafana.revisions.get(DASHBOARD));
    }

    @Override
    public void close() throws IOException {
        grafana.close();
        google.close();
        s3.close();
    }
}
