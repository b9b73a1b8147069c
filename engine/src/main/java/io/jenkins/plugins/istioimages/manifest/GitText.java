package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks of texts that are handed to git: none may look like an option or run a program. */
final class GitText {
    private static final Pattern BLANK = Pattern.compile("\\s");
    /** {@code ext::sh -c …} and its like (gitremote-helpers). */
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*");

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
    private static final Pattern SCHEMES = Pattern.compile("https?|ssh|git|git\\+ssh|ssh\\+git|file");
    private static final Pattern FULL_SHA = Pattern.compile("[0-9a-fA-F]{40}");
    private static final Pattern SHORT_SHA = Pattern.compile("[0-9a-fA-F]{4,39}");
    /** What no part of a ref may hold (git-check-ref-format, rules 1, 3, 4, 5, 6, 8, 9, 10). */
    private static final Pattern NO_REF =
            Pattern.compile("\\.\\.|[\\s~^:?*\\[\\\\\\p{Cntrl}]|@\\{|//|/\\.|\\.lock(?:/|$)|^[./-]|[./]$|^@$");

    private GitText() {}

    /** A URL or path to clone from. */
    static String remote(String text) {
        if (text.startsWith("-")
                || BLANK.matcher(text).find()
                || HELPER.matcher(text).matches()) {
            throw new InputException(Quoted.of(text) + " is wrong: expected a URL like https://github.com/istio/istio,"
                    + " git@host:path or a path");
        }
        var scheme = SCHEME.matcher(text);
        if (scheme.matches()
                && !SCHEMES.matcher(scheme.group(1).toLowerCase(Locale.ROOT)).matches()) {
            throw new InputException(
                    Quoted.of(text) + " is wrong: git clones from https, http, ssh, git and file URLs");
        }
        return text;
    }

    /** A branch or tag. */
    static String ref(String text) {
        if (NO_REF.matcher(text).find()) {
            throw new InputException(
                    Quoted.of(text) + " is wrong: expected the name of a branch or tag, like release-1.14");
        }
        return text;
    }

    /** A full commit, in lower case. */
    static String sha(String text) {
        if (FULL_SHA.matcher(text).matches()) {
            return text.toLowerCase(Locale.ROOT);
        }
        String why = SHORT_SHA.matcher(text).matches()
                ? "expected all 40 hexadecimal digits of the commit, these are " + text.length()
                : "expected 40 hexadecimal digits; a branch or tag goes under branch:";
        throw new InputException(Quoted.of(text) + " is wrong: " + why);
    }
}
