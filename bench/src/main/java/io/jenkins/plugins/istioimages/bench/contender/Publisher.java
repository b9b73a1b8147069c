package io.jenkins.plugins.istioimages.bench.contender;

import io.jenkins.plugins.istioimages.bench.data.ArchiveDirectory;
import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.measure.Command;
import io.jenkins.plugins.istioimages.bench.registry.Check;
import io.jenkins.plugins.istioimages.bench.registry.PublishedCheck;
import io.jenkins.plugins.istioimages.bench.registry.TagScheme;
import java.io.IOException;

/** Brings docker-archives into a registry. */
public interface Publisher extends Contender {
    /** The command that publishes a directory of archives. */
    Command publish(Workspace workspace, ArchiveDirectory archives, Hub hub) throws IOException;

    TagScheme tags();

    /** Whether it can read archives of a form; everyone reads what {@code docker save} writes. */
    default boolean reads(ArchiveForm form) {
        return form == ArchiveForm.TAR;
    }

    /** What must be in the registry afterwards. */
    default Check check(Workspace workspace, ArchiveDirectory archives, Hub hub) {
        return new PublishedCheck(archives, hub.path(), tags());
    }

    /** Whether it can be asked to publish again what is there already. */
    default boolean repeats() {
        return true;
    }
}
