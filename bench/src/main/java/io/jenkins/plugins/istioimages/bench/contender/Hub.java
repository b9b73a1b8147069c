package io.jenkins.plugins.istioimages.bench.contender;

/**
 * Where images go or come from.
 *
 * @param host {@code 127.0.0.1:PORT}
 * @param path of its repositories, for example {@code istio}
 */
public record Hub(String host, String path) {
    /** {@code 127.0.0.1:PORT/istio/pilot}. */
    public String repository(String name) {
        return this + "/" + name;
    }

    @Override
    public String toString() {
        return host + "/" + path;
    }
}
