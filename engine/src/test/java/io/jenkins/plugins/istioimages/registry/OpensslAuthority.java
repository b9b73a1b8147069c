package io.jenkins.plugins.istioimages.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority whose files, and those of what it certifies, are in a directory: {@code NAME.key} and {@code NAME.crt}. */
public final class OpensslAuthority {
    private static final String NAME = "ca";

    private final Path directory;

    private OpensslAuthority(Path directory) {
        this.directory = directory;
    }

    /** A new one, good for two days. */
    public static OpensslAuthority in(Path directory) {
        OpensslAuthority authority = new OpensslAuthority(directory);
        authority.newKey(NAME);
        authority.openssl(
                "req",
                "-x509",
                "-new",
                "-key",
                authority.file("ca.key"),
                "-out",
                authority.file("ca.crt"),
                "-days",
                "2",
                "-subj",
                "/CN=test authority");
        return authority;
    }

    /** The one that is there. */
    public static OpensslAuthority of(Path directory) {
        return new OpensslAuthority(directory);
    }

    public Path certificate() {
        return certificate(NAME);
    }

    public Path key() {
        return key(NAME);
    }

    public Path certificate(String name) {
        return directory.resolve(name + ".crt");
    }

    public Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /**
     * Makes a key and certifies it.
     *
     * @param extensions lines as of openssl's {@code x509v3_config}
     * @param days how long it is good; fewer than none make one that is good no more
     */
    public void certify(String name, String extensions, int days) throws IOException {
        Files.writeString(directory.resolve(name + ".ext"), extensions + "\n");
        newKey(name);
        openssl("req", "-new", "-key", file(name + ".key"), "-out", file(name + ".csr"), "-subj", "/CN=" + name);
        openssl(
                "x509",
                "-req",
                "-in",
                file(name + ".csr"),
                "-CA",
                file("ca.crt"),
                "-CAkey",
                file("ca.key"),
                "-CAcreateserial",
                "-out",
                file(name + ".crt"),
                "-days",
                String.valueOf(days),
                "-extfile",
                file(name + ".ext"));
    }

    private void newKey(String name) {
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", file(name + ".key"));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Tool.run(command, "openssl");
    }
}
