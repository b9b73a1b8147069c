package jenkins.scm.api;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ExtensionPoint;
import hudson.model.Item;
import jenkins.scm.api.mixin.SCMHeadMixin;

public class SCMHead implements SCMHeadMixin {
    private static final long serialVersionUID = 1L;

    public SCMHead(@NonNull String name) {}

    @Override
    @NonNull
    public String getName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(SCMHead o) {
        throw new UnsupportedOperationException();
    }

    public abstract static class HeadByItem implements ExtensionPoint {
        @CheckForNull
        public static SCMHead findHead(Item item) {
            throw new UnsupportedOperationException();
        }
    }
}
