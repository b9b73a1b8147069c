package io.jenkins.plugins.istioimages.registry.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer, and what shall go wrong on its way. */
public final class Reply {
    final int status;
    final List<String> headers = new ArrayList<>();
    byte[] body = new byte[0];
    Trouble trouble = Trouble.NONE;

    /** What happens to the connection. */
    public enum Trouble {
        /** All goes well. */
        NONE,
        /** Reset instead of an answer. */
        RESET,
        /** The answer in many small pieces, with a pause before each. */
        SLOW,
        /** Half of the body, then the end. */
        TRUNCATED,
        /** Half of the body, then a reset. */
        RESET_IN_BODY,
        /** Nothing at all, until the client goes. */
        HANG,
        /** Half of the body, then nothing, until the client goes. */
        HANG_IN_BODY,
        /** The answer comes before the request's body was read, and then the end. */
        EARLY
    }

    private Reply(int status) {
        this.status = status;
    }

    public static Reply of(int status) {
        return new Reply(status);
    }

    /** An error as the distribution specification words it. */
    public static Reply error(int status, String code, String message) {
        return of(status)
                .header("Content-Type", "application/json")
                .body("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}");
    }

    public static Reply broken(Trouble trouble) {
        return of(200).trouble(trouble);
    }

    public Reply header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** The same, with a Location on another host. */
    public Reply movedTo(String address) {
        headers.replaceAll(header -> header.replaceFirst("^Location: /", "Location: " + address + "/"));
        return this;
    }

    public Reply body(byte[] content) {
        body = content.clone();
        return this;
    }

    /** A large body that many answers share. */
    public Reply sharedBody(byte[] content) {
        body = content;
        return this;
    }

    public Reply body(String content) {
        return body(content.getBytes(StandardCharsets.UTF_8));
    }

    public Reply trouble(Trouble newTrouble) {
        trouble = newTrouble;
        return this;
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return body.clone();
    }
}
