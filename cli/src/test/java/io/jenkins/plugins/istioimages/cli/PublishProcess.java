package io.jenkins.plugins.istioimages.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code istio-images publish} as a process of its own.
 *
 * @param log what it says
 */
record PublishProcess(Process process, Path log) {
    static PublishProcess start(Path archives, String hub, Path cache, Path log) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "publish",
                "--archives",
                archives.toString(),
                "--hub",
                hub,
                "--compressor",
                "gzip-jdk",
                "--cache",
                cache.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PublishProcess(process, log);
    }

    /** Returns when it has said its first line: Java is up then, and the work begins. */
    void awaitBegin() throws IOException, InterruptedException {
        while (process.isAlive() && !Files.readString(log).contains("publishing")) {
            Thread.sleep(2);
        }
    }

    /** What it has said, with its end. */
    String said() throws IOException, InterruptedException {
        int status = process.waitFor();
        return Files.readString(log) + "\nstatus " + status;
    }
}
