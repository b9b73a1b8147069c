package io.jenkins.plugins.istioimages.cli.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A directory with our launcher in {@code bin} and whatever else a test lays there. */
final class LauncherInstall {
    /** What a start said. */
    record Result(int status, String out, String err) {}

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    LauncherInstall(Path home) throws IOException {
        this.home = home;
        Path launcher = home.resolve("bin/istio-images");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("../bin/istio-images"), launcher);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("HOME", home.resolve("user").toString());
    }

    Path home() {
        return home;
    }

    Path launcher() {
        return home.resolve("bin/istio-images");
    }

    LauncherInstall with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A package: the jar in lib. */
    LauncherInstall packaged() throws IOException {
        Files.createDirectories(home.resolve("lib"));
        probeJar(home.resolve("lib/istio-images.jar"));
        return this;
    }

    /** A source checkout whose Maven, our own script, counts its calls and lays the jar down. */
    LauncherInstall checkout() throws IOException {
        for (String directory : List.of("engine/src/main", "cli/src/main", "tools")) {
            Files.createDirectories(home.resolve(directory));
        }
        for (String pom : List.of("pom.xml", "engine/pom.xml", "cli/pom.xml")) {
            Files.writeString(home.resolve(pom), "<project/>");
        }
        probeJar(home.resolve("built.jar"));
        script(
                home.resolve("tools/mvn"),
                "echo call >> '" + home + "/calls'",
                "mkdir -p '" + home + "/cli/target'",
                "sleep 1",
                "cp '" + home + "/built.jar' '" + home + "/cli/target/istio-images.jar'");
        return with("PATH", home.resolve("tools") + ":" + System.getenv("PATH"));
    }

    long mavenCalls() throws IOException {
        Path calls = home.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    Result run(Path command, String... args) throws IOException, InterruptedException {
        return finish(start(command, args));
    }

    Result run(String... args) throws IOException, InterruptedException {
        return run(launcher(), args);
    }

    Process start(Path command, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(home.getRoot().toFile());
        builder.environment().remove("ISTIO_IMAGES_JAVA_OPTS");
        builder.environment().remove("XDG_CACHE_HOME");
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Result finish(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end");
        }
        return new Result(process.exitValue(), out, err);
    }

    static void script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    private static void probeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, LauncherProbe.class.getName());
        String entry = LauncherProbe.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = LauncherProbe.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
