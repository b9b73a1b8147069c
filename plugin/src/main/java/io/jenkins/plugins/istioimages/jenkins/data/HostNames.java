package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.List;
import java.util.regex.Pattern;

/** Names of servers as parameters have them: {@code HOST} or {@code HOST:PORT}, no URL. */
public final class HostNames {
    private static final Pattern BLANKS_AND_COMMAS = Pattern.compile("[\\s,]+");
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private HostNames() {}

    /**
     * Checks each of them.
     *
     * @param what names the parameter in the error
     * @throws InputException if one is something else
     */
    public static void check(List<String> hosts, String what) {
        for (String host : hosts) {
            if (!FORM.matcher(host).matches()) {
                throw new InputException(what + ": '" + host
                        + "' is wrong: expected HOST or HOST:PORT, like git.example or registry.example:5000");
            }
        }
    }

    /**
     * Those that stand in a text, separated by blanks or commas.
     *
     * @param what names the text in the error
     * @throws InputException if one is something else
     */
    public static List<String> in(String text, String what) {
        List<String> hosts = BLANKS_AND_COMMAS
                .splitAsStream(text)
                .filter(host -> !host.isEmpty())
                .toList();
        check(hosts, what);
        return hosts;
    }
}
