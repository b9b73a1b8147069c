package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.ImageArchive;
import io.jenkins.plugins.istioimages.validate.facts.ImageFile;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.Optional;

/** Every archive of an image can be read to its end, and its layers are what its configuration says. */
final class ImageArchivesCheck implements Check {
    @Override
    public String name() {
        return "image-archives";
    }

    @Override
    public String title() {
        return "Archives of images are whole, one image each";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        if (release.images().names().isEmpty() && release.images().others().isEmpty()) {
            return Outcome.notApplicable(Images.NONE);
        }
        Findings findings = new Findings("archives");
        release.images().others().forEach(file -> findings.add(file, "is no archive of an image by its name"));
        for (ImageArchive archive : release.images().archives()) {
            findings.seen();
            archive.damage().ifPresent(damage -> findings.add(archive.file(), damage));
            if (archive.damage().isEmpty() && archive.images().size() != 1) {
                findings.add(archive.file(), "holds " + archive.images().size() + " images, expected one");
            }
            for (ImageFile image : archive.images()) {
                image.damage().forEach(damage -> findings.add(archive.file(), damage));
            }
        }
        return findings.outcome();
    }
}
