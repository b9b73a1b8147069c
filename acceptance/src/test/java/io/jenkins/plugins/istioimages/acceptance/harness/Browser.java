package io.jenkins.plugins.istioimages.acceptance.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Chromium without a window, driven by the DevTools protocol: shows a page as a user sees it, light or dark. */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, JsonNode> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    private Browser(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Listener())
                .join();
    }

    /**
     * Starts it.
     *
     * @param profile a directory that it may write to
     */
    public static Browser start(Path profile, Mark mark) throws IOException {
        Files.createDirectories(profile);
        Path port = profile.resolve("DevToolsActivePort");
        Files.deleteIfExists(port);
        ProcessBuilder builder = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=1280,900",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolveSibling("chromium.log").toFile());
        builder.environment().put(mark.name(), mark.value());
        Process process = builder.start();
        try {
            return new Browser(process, page(port));
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static URI page(Path port) {
        JsonNode targets = Poll.until("chromium is up", PATIENCE, () -> {
            String number = Files.readAllLines(port).get(0);
            JsonNode list = JenkinsClient.anonymous(URI.create("http://127.0.0.1:" + number + "/"))
                    .json("json/list");
            return list.findValuesAsText("type").contains("page") ? list : null;
        });
        for (JsonNode target : targets) {
            if (target.get("type").asText().equals("page")) {
                return URI.create(target.get("webSocketDebuggerUrl").asText());
            }
        }
        throw new IllegalStateException("chromium has no page: " + targets);
    }

    /** Sends this user's name and token with every request. */
    public void actAs(JenkinsClient user) {
        ObjectNode parameters = json.createObjectNode();
        parameters.putObject("headers").put("Authorization", user.authorization());
        call("Network.enable", json.createObjectNode());
        call("Network.setExtraHTTPHeaders", parameters);
        call("Log.enable", json.createObjectNode());
        call("Page.enable", json.createObjectNode());
    }

    /** @param scheme {@code light} or {@code dark}, as the user's system has it */
    public void colours(String scheme) {
        ObjectNode parameters = json.createObjectNode();
        parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", scheme);
        call("Emulation.setEmulatedMedia", parameters);
    }

    /** The size of its window, in pixels, without scroll bars. */
    public void size(int width, int height) {
        call("Emulation.setScrollbarsHidden", json.createObjectNode().put("hidden", true));
        call(
                "Emulation.setDeviceMetricsOverride",
                json.createObjectNode()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
    }

    /** Opens a page and waits until it is complete. */
    public void open(URI page) {
        events.clear();
        JsonNode answer = call("Page.navigate", json.createObjectNode().put("url", page.toString()));
        if (answer.has("errorText")) {
            throw new IllegalStateException(
                    page + ": " + answer.get("errorText").asText());
        }
        Poll.until(page + " is complete", PATIENCE, () -> named("Page.loadEventFired")
                .findAny()
                .isPresent());
    }

    /**
     * The value of a JavaScript expression, as text.
     *
     * @throws IllegalStateException if it throws
     */
    public String evaluate(String expression) {
        ObjectNode parameters =
                json.createObjectNode().put("expression", expression).put("returnByValue", true);
        JsonNode answer = call("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value").asText();
    }

    /** Types into the field that has the focus. */
    public void type(String text) {
        call("Input.insertText", json.createObjectNode().put("text", text));
    }

    /** What the page's console got as errors since it was opened: scripts that failed, content that was refused. */
    public List<String> errors() {
        List<String> errors = new ArrayList<>();
        named("Log.entryAdded")
                .map(event -> event.path("params").path("entry"))
                .filter(entry -> entry.path("level").asText().equals("error"))
                .map(JsonNode::toString)
                .forEach(errors::add);
        return errors;
    }

    /** A picture of what the window shows, PNG. */
    public void picture(Path file) throws IOException {
        ObjectNode parameters = json.createObjectNode().put("format", "png");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                Base64.getDecoder()
                        .decode(call("Page.captureScreenshot", parameters)
                                .get("data")
                                .asText()));
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private java.util.stream.Stream<JsonNode> named(String method) {
        return events.stream().filter(event -> event.path("method").asText().equals(method));
    }

    private JsonNode call(String method, ObjectNode parameters) {
        int id = ids.incrementAndGet();
        ObjectNode request = json.createObjectNode().put("id", id).put("method", method);
        request.set("params", parameters);
        socket.sendText(request.toString(), true).join();
        JsonNode answer = Poll.until("chromium answers " + method, PATIENCE, () -> answers.remove(id));
        if (answer.has("error")) {
            throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(String message) {
            try {
                JsonNode node = json.readTree(message);
                if (node.has("id")) {
                    answers.put(node.get("id").asInt(), node);
                } else {
                    events.add(node);
                }
            } catch (IOException e) {
                throw new IllegalStateException("chromium said " + message, e);
            }
        }
    }
}
