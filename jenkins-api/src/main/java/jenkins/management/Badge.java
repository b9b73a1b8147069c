package jenkins.management;

import edu.umd.cs.findbugs.annotations.NonNull;
import org.kohsuke.stapler.export.ExportedBean;

@ExportedBean
public class Badge {
    public Badge(@NonNull String text, @NonNull String tooltip, @NonNull Severity severity) {}

    public enum Severity {
        DANGER,
        WARNING,
        INFO
    }
}
