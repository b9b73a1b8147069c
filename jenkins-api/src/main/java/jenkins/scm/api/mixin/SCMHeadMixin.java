package jenkins.scm.api.mixin;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import jenkins.scm.api.SCMHead;

public interface SCMHeadMixin extends Comparable<SCMHead>, Serializable {
    @NonNull
    String getName();
}
