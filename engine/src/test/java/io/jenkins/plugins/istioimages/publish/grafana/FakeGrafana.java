package io.jenkins.plugins.istioimages.publish.grafana;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.registry.testing.Call;
import io.jenkins.plugins.istioimages.registry.testing.Reply;
import io.jenkins.plugins.istioimages.registry.testing.TinyServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboards of a grafana.com on a loopback port: revisions are added, counted and downloaded. */
public final class FakeGrafana implements AutoCloseable {
    public static final String TOKEN = "glc_right";
    private static final Pattern PATH = Pattern.compile("/api/dashboards/([0-9]+)(/revisions(?:/([0-9]+)/download)?)?");
    private static final Pattern FORM = Pattern.compile("""
            --(\\S+)\r
            Content-Disposition: form-data; name="json"; filename="([^"]+)"\r
            Content-Type: application/octet-stream\r
            \r
            (.*)\r
            --\\1--\r
            """, Pattern.DOTALL);

    public final Map<Long, List<String>> revisions = new TreeMap<>();
    public final List<String> writes = new CopyOnWriteArrayList<>();
    volatile BiFunction<Integer, Call, Optional<Reply>> trouble = (number, call) -> Optional.empty();
    private final TinyServer server = new TinyServer(this::answer);
    private int requests;

    public int port() {
        return Integer.parseInt(server.host().replaceFirst(".*:", ""));
    }

    public String address() {
        return server.address();
    }

    synchronized int requests() {
        return requests;
    }

    private synchronized Reply answer(Call call) {
        return trouble.apply(++requests, call).orElseGet(() -> right(call));
    }

    Reply right(Call call) {
        if (call.header("Authorization").filter(("Bearer " + TOKEN)::equals).isEmpty()) {
            return Reply.of(401).body("{\"message\":\"Unauthorized\"}");
        }
        Matcher path = PATH.matcher(call.path());
        if (!path.matches() || !revisions.containsKey(Long.parseLong(path.group(1)))) {
            return Reply.of(404).body("{\"message\":\"Dashboard not found\"}");
        }
        List<String> all = revisions.get(Long.parseLong(path.group(1)));
        if (call.method().equals("POST")) {
            return add(call, all);
        }
        return path.group(3) == null
                ? Reply.of(200).body(Json.canonical(Json.object().put("revision", all.size())))
                : Reply.of(200).body(all.get(Integer.parseInt(path.group(3)) - 1));
    }

    private Reply add(Call call, List<String> all) {
        writes.add(call.toString());
        Matcher form = FORM.matcher(new String(call.body(), StandardCharsets.UTF_8));
        String type = call.header("Content-Type").orElse("");
        if (!form.matches() || !type.equals("multipart/form-data; boundary=" + form.group(1))) {
            return Reply.of(400).body("{\"message\":\"no file\"}");
        }
        ObjectNode dashboard = Json.readObject(form.group(3).getBytes(StandardCharsets.UTF_8), form.group(2));
        dashboard.put("gnetId", 7639).put("version", all.size() + 1);
        all.add(dashboard.toPrettyString());
        return Reply.of(200).body("{\"revision\":" + all.size() + "}");
    }

    @Override
    public void close() {
        server.close();
    }
}
