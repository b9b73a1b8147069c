package hudson;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.Map;
import java.util.TreeMap;

public class EnvVars extends TreeMap<String, String> {
    private static final long serialVersionUID = 4320331661987259022L;

    public EnvVars() {}

    public EnvVars(@NonNull Map<String, String> variables) {}

    public String expand(String text) {
        throw new UnsupportedOperationException();
    }
}
