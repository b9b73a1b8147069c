package io.jenkins.plugins.istioimages.publish.bucket;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The S3 in memory, for tests of others. */
public final class BucketServer implements AutoCloseable {
    /** Who may do everything. */
    public static final String ID = "AKIATEST";

    public static final String SECRET = "secret";

    private final S3Server server;

    public BucketServer() throws Exception {
        this.server = new S3Server();
    }

    /** As a user would write it. */
    public String address(String prefix) {
        return server.address(prefix);
    }

    /** Variables that let a process in. */
    public Map<String, String> environment() {
        return S3Server.CREDENTIALS;
    }

    /** Requests that change something. */
    public List<String> writes() {
        return List.copyOf(server.proxy.writes());
    }

    /** Keys of all objects below a prefix. */
    public Set<String> keys(String prefix) {
        Set<String> keys = new TreeSet<>();
        server.peer
                .listObjectsV2Paginator(list -> list.bucket(S3Server.BUCKET).prefix(prefix))
                .contents()
                .forEach(object -> keys.add(object.key()));
        return keys;
    }

    public byte[] content(String key) {
        return server.peer
                .getObjectAsBytes(object -> object.bucket(S3Server.BUCKET).key(key))
                .asByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
