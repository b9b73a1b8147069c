package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports of EXPOSE: {@code 80}, {@code 80/udp}, {@code 8000-8010/tcp}. */
final class Ports {
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/([A-Za-z]+))?");
    private static final int MAX = 65535;

    private Ports() {}

    /** One entry per port, {@code number/protocol}. */
    static List<String> of(String text, SourceLocation at) {
        Matcher matcher = PORT.matcher(text);
        if (!matcher.matches()) {
            throw wrong(text, at);
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        String protocol = matcher.group(3) == null ? "tcp" : matcher.group(3).toLowerCase(Locale.ROOT);
        if (last < first || last > MAX || !List.of("tcp", "udp", "sctp").contains(protocol)) {
            throw wrong(text, at);
        }
        List<String> result = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            result.add(port + "/" + protocol);
        }
        return result;
    }

    private static DockerfileException wrong(String text, SourceLocation at) {
        return new DockerfileException(
                at, "'" + text + "' is no port: a number up to 65535 or a range, and /tcp, /udp or /sctp");
    }
}
