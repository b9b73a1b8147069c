package io.jenkins.plugins.istioimages.build;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.plan.BuildVariables;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a builder container is given beside the stage's directory. Nothing of it determines what comes out, so it is in no
 * stage's key; what does is in the plan.
 *
 * @param user that commands run as: {@code UID:GID}, or names that the image knows; empty means who builds
 * @param volumes absolute directories of the machine that have the same path inside, for caches; {@code :ro} behind one
 *     makes it read-only
 * @param network that the container is in; empty means the container program's default
 * @param environment variables of all commands; those of the plan come before them
 * @param pull when a registry is asked for the image
 */
public record ContainerOptions(
        String user, List<String> volumes, String network, Map<String, String> environment, PullPolicy pull)
        implements Serializable {
    /** The stage's directory and nothing else. */
    public static final ContainerOptions NONE = new ContainerOptions("", List.of(), "", Map.of(), PullPolicy.MISSING);

    private static final String READ_ONLY = ":ro";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern USER = Pattern.compile(NAME + "(:" + NAME + ")?");
    private static final Pattern DIRECTORY = Pattern.compile("(/(?!\\.{0,2}(/|$))[^/:,\\p{Cntrl}]+)+");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VALUE = Pattern.compile("\\P{Cntrl}*");

    /** @throws InputException if one of them is wrong */
    public ContainerOptions {
        volumes = List.copyOf(volumes);
        environment = Map.copyOf(environment);
        require(user.isEmpty() || USER.matcher(user).matches(), "user", user, "UID:GID, or names that the image knows");
        require(network.isEmpty() || NAME.matcher(network).matches(), "network", network, "the name of a network");
        for (String volume : volumes) {
            require(
                    DIRECTORY.matcher(directory(volume)).matches(),
                    "volume",
                    volume,
                    "an absolute directory without '..', ':' and ',', which has the same path inside, or that with :ro"
                            + " behind it");
        }
        environment.forEach(ContainerOptions::check);
    }

    /** The directory of a volume. */
    static String directory(String volume) {
        return isReadOnly(volume) ? volume.substring(0, volume.length() - READ_ONLY.length()) : volume;
    }

    static boolean isReadOnly(String volume) {
        return volume.endsWith(READ_ONLY);
    }

    private static void check(String name, String value) {
        require(VARIABLE.matcher(name).matches(), "variable", name, "letters, digits and _");
        require(VALUE.matcher(value).matches(), "variable " + name, value, "a text on one line");
        if (BuildVariables.isChoice(name)) {
            throw new InputException(
                    "variable " + name + " chooses what is built, so it must be known to the plan: give"
                            + " it as a build variable (--build-env, buildEnv), not as one of the builder container");
        }
    }

    private static void require(boolean right, String what, String value, String expected) {
        if (!right) {
            throw new InputException(what + " of the builder container '" + value + "' is wrong: expected " + expected);
        }
    }
}
