package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import io.jenkins.plugins.istioimages.image.binary.BinaryCheck;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Optional;
import java.util.SortedMap;

/** An image is for the platform in its name, and so is everything in it that can be run. */
final class ImagePlatformsCheck implements Check {
    private final boolean programs;

    /** @param programs whether programs are looked at, else what images say of themselves */
    ImagePlatformsCheck(boolean programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return programs ? "image-binaries" : "image-platforms";
    }

    @Override
    public String title() {
        return programs
                ? "Programs in images are for the image's machine"
                : "Images are for the platform in their name";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        return Images.each(release, (image, findings) -> {
            if (programs) {
                look(image.where(), image.contents().programs(), image.platform(), findings);
            } else {
                findings.expect(
                        image.where(),
                        "the platform of its configuration",
                        image.platform().toString(),
                        image.name().platform().toString());
            }
        });
    }

    /** Programs by path must run on a platform. */
    static void look(String where, SortedMap<String, ProgramFile> programs, Platform platform, Findings findings) {
        programs.forEach((path, program) -> {
            if (!BinaryCheck.runsOn(program.architecture(), platform)) {
                findings.add(where + ": " + path, "is " + program.architecture().describe() + ", expected " + platform);
            }
        });
    }
}
