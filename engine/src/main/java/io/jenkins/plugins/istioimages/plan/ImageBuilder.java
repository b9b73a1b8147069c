package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who makes images from binaries and Dockerfiles. */
public enum ImageBuilder {
    /** This engine, without a daemon; Dockerfiles hold no RUN. */
    NATIVE,
    /** The source tree's own {@code make docker.save}, with a container engine on the machine. */
    DOCKER;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a builder's name.
     *
     * @throws InputException if there is none of that name
     */
    public static ImageBuilder parse(String text) {
        List<String> ids = Arrays.stream(values()).map(ImageBuilder::id).toList();
        int index = ids.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new InputException("there is no image builder '" + text + "'; there are " + String.join(", ", ids)
                    + NearestName.hint(text, ids));
        }
        return values()[index];
    }
}
