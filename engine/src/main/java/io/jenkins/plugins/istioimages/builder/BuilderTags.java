package io.jenkins.plugins.istioimages.builder;

import io.jenkins.plugins.istioimages.oci.Reference;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a builder image is tagged.
 *
 * @param moving its version; whoever follows a branch uses it
 * @param immutable {@code VERSION-DATE-COMMIT}, both of the commit it was built of; never set again
 */
public record BuilderTags(String moving, Optional<String> immutable) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    /** As long as Maistra's Makefile once had them. */
    private static final int SHORT = 8;

    public BuilderTags {
        Reference.checkTag(moving);
        immutable.ifPresent(Reference::checkTag);
    }

    /** Of a version without a commit. */
    public static BuilderTags moving(BuilderImage image) {
        return new BuilderTags(image.version(), Optional.empty());
    }

    /** Of a version at a commit. */
    public static BuilderTags at(BuilderImage image, BuilderRepository.Head head) {
        return new BuilderTags(
                image.version(),
                Optional.of(image.version() + "-" + DATE.format(head.committed()) + "-"
                        + head.sha().substring(0, SHORT)));
    }

    /** Of a version, at a commit where there is one. */
    public static BuilderTags of(BuilderImage image, Optional<BuilderRepository.Head> head) {
        return head.map(commit -> at(image, commit)).orElseGet(() -> moving(image));
    }
}
