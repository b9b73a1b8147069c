package jenkins.scm.api.mixin;

import edu.umd.cs.findbugs.annotations.NonNull;

public interface ChangeRequestSCMHead extends SCMHeadMixin {
    @NonNull
    String getId();
}
