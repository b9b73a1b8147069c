package io.jenkins.plugins.istioimages.publish.cosign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.build.ProcessLimits;
import io.jenkins.plugins.istioimages.build.ProcessResult;
import io.jenkins.plugins.istioimages.build.ProcessRunner;
import io.jenkins.plugins.istioimages.build.ProcessSpec;
import io.jenkins.plugins.istioimages.build.ProcessTimeoutException;
import io.jenkins.plugins.istioimages.build.Programs;
import io.jenkins.plugins.istioimages.oci.Json;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.cosign.CosignException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The program {@code cosign} on this machine, versions 2 and 3. It has no terminal and no standard input, so it cannot
 * wait for somebody, and is told to ask nothing.
 */
public final class CosignProgram {
    /** What it is called where nobody says otherwise. */
    public static final String NAME = "cosign";

    /** It gives up itself after three minutes; this is for when it does not. */
    private static final Duration USUAL_LIMIT = Duration.ofMinutes(4);

    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int OLDEST = 2;
    private static final int NEWEST = 3;
    private static final int LONGEST_MESSAGE = 600;
    /** What cosign says before it repeats its error. */
    private static final String AGAIN = "error during command execution: ";

    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,4})\\.\\d+.*");
    /** What cosign says that it is when it was built without saying which version. */
    private static final Pattern UNNAMED = Pattern.compile("devel|unknown|\\(devel\\)|");

    private final String program;
    private final Path directory;
    private final Map<String, String> environment;
    private final Duration limit;

    /**
     * @param program a name to be looked up on the PATH, or a path
     * @param environment of this process; of it cosign gets a part
     */
    public CosignProgram(String program, Map<String, String> environment) {
        this(program, environment, USUAL_LIMIT);
    }

    CosignProgram(String program, Map<String, String> environment, Duration limit) {
        this.program = program;
        this.directory = Path.of("").toAbsolutePath();
        this.environment = Map.copyOf(environment);
        this.limit = limit;
    }

    /** What a service's keys need of the environment. */
    CosignEnvironment environment(KeyService service) {
        return environment(service.variables());
    }

    /** @param prefixes of names of variables */
    CosignEnvironment environment(List<String> prefixes) {
        return CosignEnvironment.of(environment, prefixes);
    }

    /**
     * Which version it is.
     *
     * @return 2 or 3
     * @throws CosignException if it is not there, or of another
     */
    int version(CosignEnvironment given) {
        List<String> lines = run(given, List.of("version", "--json"));
        String text = String.join("\n", lines);
        int from = text.indexOf('{');
        try {
            ObjectNode json = Json.readObject(
                    text.substring(Math.max(0, from)).getBytes(StandardCharsets.UTF_8), "what it says of its version");
            return major(json.path("gitVersion").asText(""));
        } catch (MalformedContentException e) {
            throw new CosignException(
                    Reason.VERSION, program + " does not say which version of cosign it is: " + e.getMessage(), e);
        }
    }

    private int major(String said) {
        if (UNNAMED.matcher(said).matches()) {
            return NEWEST;
        }
        Matcher matcher = VERSION.matcher(said);
        int major = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        if (major < OLDEST) {
            throw new CosignException(
                    Reason.VERSION, program + " is cosign '" + said + "'; expected version 2 or a later one");
        }
        return Math.min(major, NEWEST);
    }

    /**
     * Runs it.
     *
     * @param arguments without its name; nothing secret, everybody on the machine can see them
     * @return what it wrote
     * @throws CosignException if it is not there, fails or takes too long
     * @throws io.jenkins.plugins.istioimages.errors.CancelledException if the thread was interrupted
     */
    List<String> run(CosignEnvironment given, List<String> arguments) {
        Answer answer = attempt(given, arguments, Optional.empty());
        if (answer.exit() != 0) {
            throw new CosignException(Reason.REFUSED, answer.failure());
        }
        return answer.lines();
    }

    /**
     * How it ended.
     *
     * @param exit its status
     * @param lines that it wrote
     * @param failure what to tell where the status is not 0, without secrets
     */
    record Answer(int exit, List<String> lines, String failure) {}

    /**
     * Runs it, where it may fail.
     *
     * @param output file that gets the standard output; without one it is among the lines
     * @throws CosignException if it is not there or takes too long
     */
    Answer attempt(CosignEnvironment given, List<String> arguments, Optional<Path> output) {
        if (Programs.find(program, directory, given.variables()).isEmpty()) {
            throw new CosignException(
                    Reason.MISSING,
                    "program '" + program + "' is not on this machine's PATH; it signs with keys that are not in files"
                            + " (docs.sigstore.dev has it)");
        }
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        ProcessSpec all = ProcessSpec.of(words, directory, given.variables());
        ProcessSpec spec = output.map(all::withOutput).orElse(all);
        try {
            ProcessResult result = new ProcessRunner().run(spec, new ProcessLimits(limit, limit, GRACE), line -> {});
            return new Answer(
                    result.exit(),
                    result.tail(),
                    title(arguments) + " failed with exit code " + result.exit() + said(given, result.tail()));
        } catch (ProcessTimeoutException e) {
            throw new CosignException(
                    Reason.TIMEOUT,
                    title(arguments) + " did not answer within " + limit.toSeconds() + " s" + said(given, e.tail()),
                    e);
        }
    }

    private String title(List<String> arguments) {
        return program + " " + arguments.get(0);
    }

    /** The end of what it said: the error stands there. */
    private static String said(CosignEnvironment given, List<String> tail) {
        String lines = tail.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith(AGAIN))
                .distinct()
                .collect(Collectors.joining("; "));
        String text = given.withoutSecrets(lines).replaceAll("\\p{Cntrl}", " ");
        if (text.isEmpty()) {
            return " and said nothing";
        }
        int from = text.length() - LONGEST_MESSAGE;
        return ": " + (from > 0 ? "…" + text.substring(from) : text);
    }
}
