package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.registry.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A builder image whose make is a program for the image's platform: it leaves a marker that says on what machine it ran,
 * waits as long as the file {@code $HOLD} is there, and then runs the make of the machine, which the container is given
 * with the compilers as volumes. The shell is busybox.
 */
public final class MarkedBuilder {
    /** The machine's programs, which the image has not itself. */
    public static final List<String> VOLUMES = List.of("/usr:ro", "/lib:ro", "/lib64:ro", "/etc/alternatives:ro");
    /** In the stage's directory, with the machine in it. */
    public static final String MARKER = "builder-marker";

    private static final List<String> APPLETS = List.of(
            "sh", "env", "cat", "cp", "echo", "id", "ls", "mkdir", "mv", "pwd", "sleep", "test", "touch", "true");

    private static final Map<String, String> COMPILERS =
            Map.of("amd64", "x86_64-linux-gnu-gcc", "arm64", "aarch64-linux-gnu-gcc");

    private static final String MAKE = """
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/utsname.h>
            #include <unistd.h>
            static void leave(const char *directory, const char *name, const char *machine) {
              char path[4096];
              snprintf(path, sizeof path, "%s/%s", directory, name);
              FILE *file = fopen(path, "w");
              if (file) { fprintf(file, "%s\\n", machine); fclose(file); }
            }
            int main(int count, char **words) {
              const char *hold = getenv("HOLD"), *work = getenv("GOPATH"), *said = getenv("SAID");
              struct utsname name;
              uname(&name);
              printf("made in the builder image on %s: %s\\n", name.machine, said ? said : "");
              fflush(stdout);
              if (work) leave(work, "builder-marker", name.machine);
              if (hold && access(hold, F_OK) == 0) {
                char held[4096];
                snprintf(held, sizeof held, "%s-%s", hold, name.machine);
                leave("", held, name.machine);
                while (access(hold, F_OK) == 0) usleep(100000);
              }
              execv("/usr/bin/make", words);
              perror("/usr/bin/make");
              return 126 + (count == 0);
            }
            """;

    private MarkedBuilder() {}

    /**
     * Makes it.
     *
     * @param directory for what it is made of
     */
    public static void create(DockerEngine engine, Path directory, Platform platform, String name) throws IOException {
        Path root = Files.createDirectories(directory.resolve(platform.architecture()));
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
        }
        // Busybox of Debian has no nohup; the machine's other programs are in /usr/bin.
        for (String program : List.of("bash", "nohup")) {
            Files.createSymbolicLink(bin.resolve(program), Path.of("/usr/bin").resolve(program));
        }
        Path source = Files.writeString(directory.resolve(platform.architecture() + ".c"), MAKE);
        String compiler = COMPILERS.get(platform.architecture());
        Tool.run(
                List.of(
                        compiler,
                        "-static",
                        "-Os",
                        "-s",
                        "-o",
                        bin.resolve("make").toString(),
                        source.toString()),
                compiler);
        Path dockerfile = Files.writeString(
                directory.resolve(platform.architecture() + ".Dockerfile"),
                "FROM scratch\nCOPY . /\nENV PATH=/bin:/usr/bin\n");
        // An import knows no platform; BuildKit does, as Debian's docker has it.
        Tool.run(
                List.of(
                        "env",
                        "DOCKER_BUILDKIT=1",
                        "DOCKER_HOST=" + engine.environment().get("DOCKER_HOST"),
                        "/usr/bin/docker",
                        "build",
                        "--quiet",
                        "--platform=" + platform,
                        "--tag=" + name,
                        "--file=" + dockerfile,
                        root.toString()),
                "docker.io");
    }
}
