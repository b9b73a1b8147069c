package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.stream.Collectors;

/** The kernel of this machine cannot run programs of some platforms. */
public class PlatformNotRunnableException extends WorkException {
    private static final long serialVersionUID = 1L;

    private final List<Platform> platforms;

    PlatformNotRunnableException(Platform machine, List<Platform> platforms) {
        super(message(machine, platforms));
        this.platforms = List.copyOf(platforms);
    }

    /** Which. */
    public List<Platform> platforms() {
        return platforms;
    }

    private static String message(Platform machine, List<Platform> platforms) {
        String names = platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
        String architectures =
                platforms.stream().map(Platform::architecture).distinct().collect(Collectors.joining(","));
        return "this machine, " + machine + ", cannot run programs of " + names
                + ", and RUN in a Dockerfile does: no emulator is registered that containers can use. Install them, on"
                + " Debian with 'apt-get install qemu-user-static binfmt-support', elsewhere with 'docker run"
                + " --privileged --rm tonistiigi/binfmt --install " + architectures
                + "'; or build on a machine of that platform, or without it";
    }
}
