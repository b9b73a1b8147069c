package hudson;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;

public class Util {
    private Util() {}

    public static @CheckForNull String fixEmpty(@CheckForNull String text) {
        throw new UnsupportedOperationException();
    }

    public static @CheckForNull String fixEmptyAndTrim(@CheckForNull String text) {
        throw new UnsupportedOperationException();
    }

    public static String escape(@CheckForNull String text) {
        throw new UnsupportedOperationException();
    }

    public static String xmlEscape(@NonNull String text) {
        throw new UnsupportedOperationException();
    }
}
