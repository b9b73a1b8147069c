package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.catalog.contents.GoBuildInfo;
import io.jenkins.plugins.istioimages.catalog.contents.ProgramFile;
import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.ImageFile;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An image has the same programs on every platform, made by the same Go from the same modules. */
final class PlatformsAlikeCheck implements Check {
    /** What a base image brings may well differ. */
    private static final List<String> PLACES = List.of("usr/local/bin/", "opt/cni/bin/");

    @Override
    public String name() {
        return "platforms-alike";
    }

    @Override
    public String title() {
        return "Images have the same programs on every platform";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        Map<String, List<ImageFile>> groups = release.images().all().stream()
                .collect(Collectors.groupingBy(
                        image -> image.name().image() + ":" + image.name().variant(),
                        TreeMap::new,
                        Collectors.toList()));
        if (groups.values().stream().noneMatch(group -> group.size() > 1)) {
            return Outcome.notApplicable("no image is there for more than one platform");
        }
        Findings findings = new Findings("images");
        groups.values().forEach(group -> {
            findings.seen();
            group.forEach(image -> compare(group.get(0), image, findings));
        });
        return findings.outcome();
    }

    private static void compare(ImageFile first, ImageFile other, Findings findings) {
        SortedMap<String, ProgramFile> wanted = programs(first);
        SortedMap<String, ProgramFile> found = programs(other);
        lacks(other, found, wanted, first, findings);
        lacks(first, wanted, found, other, findings);
        found.forEach((path, program) -> {
            Optional<GoBuildInfo> here = program.build();
            Optional<GoBuildInfo> there = Optional.ofNullable(wanted.get(path)).flatMap(ProgramFile::build);
            if (here.isPresent() && there.isPresent()) {
                String where = other.where() + ": " + path;
                String than = " than for " + first.name().platform() + ": ";
                if (!here.get().goVersion().equals(there.get().goVersion())) {
                    findings.add(
                            where,
                            "is made by another Go" + than + here.get().goVersion() + ", not "
                                    + there.get().goVersion());
                } else if (!here.get().modules().equals(there.get().modules())) {
                    findings.add(where, "is made from other modules" + than + difference(here.get(), there.get()));
                }
            }
        });
    }

    private static void lacks(
            ImageFile image,
            SortedMap<String, ProgramFile> found,
            SortedMap<String, ProgramFile> wanted,
            ImageFile other,
            Findings findings) {
        wanted.keySet().stream()
                .filter(path -> !found.containsKey(path))
                .forEach(path -> findings.add(
                        image.where() + ": " + path,
                        "is missing; the image for " + other.name().platform() + " has it"));
    }

    private static String difference(GoBuildInfo here, GoBuildInfo there) {
        return here.modules().stream()
                .filter(module -> !there.modules().contains(module))
                .map(module -> module.path() + " " + module.version())
                .findFirst()
                .orElse("some are missing");
    }

    private static SortedMap<String, ProgramFile> programs(ImageFile image) {
        SortedMap<String, ProgramFile> programs = new TreeMap<>();
        image.contents().programs().forEach((path, program) -> {
            if (PLACES.stream().anyMatch(path::startsWith)) {
                programs.put(path, program);
            }
        });
        return programs;
    }
}
