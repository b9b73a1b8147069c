package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.validate.Check;
import io.jenkins.plugins.istioimages.validate.Findings;
import io.jenkins.plugins.istioimages.validate.Outcome;
import io.jenkins.plugins.istioimages.validate.facts.ImageName;
import io.jenkins.plugins.istioimages.validate.facts.Release;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Release-builder's TestDocker; besides, an image that there is for one platform must be there for all. */
final class ImagesCheck implements Check {
    private static final String ZTUNNEL = "ztunnel";
    private static final List<String> VARIANTS = List.of("debug", "distroless");
    /** Made only on machines of their own platform (istio tools/docker.yaml, emulationRequired). */
    private static final String ONE_PLATFORM = "app_sidecar";

    @Override
    public String name() {
        return "images";
    }

    @Override
    public String title() {
        return "Images are there in every variant for every platform";
    }

    @Override
    public Optional<Output> output() {
        return Optional.of(Output.DOCKER);
    }

    @Override
    public Outcome run(Release release) {
        List<ImageName> names = release.images().names();
        if (names.isEmpty() && release.manifest().imagesInDaemon()) {
            return Outcome.notApplicable("the manifest's dockerOutput leaves images in a container engine");
        }
        if (names.isEmpty() && release.images().catalog().isPresent()) {
            return Outcome.notApplicable(Images.NONE + "; it is not said where images are staged");
        }
        Findings findings = new Findings("images");
        names.forEach(name -> findings.seen());
        Set<ImageName> missing = new HashSet<>();
        for (Platform platform : release.manifest().architectures()) {
            for (String variant : VARIANTS) {
                missing.add(new ImageName("pilot", variant, platform));
                missing.add(new ImageName("proxyv2", variant, platform));
                if (release.manifest().dependencies().containsKey(ZTUNNEL)) {
                    missing.add(new ImageName(ZTUNNEL, variant, platform));
                }
            }
            missing.add(new ImageName("install-cni", VARIANTS.get(0), platform));
            names.stream()
                    .filter(name -> !name.image().startsWith(ONE_PLATFORM))
                    .forEach(name -> missing.add(new ImageName(name.image(), name.variant(), platform)));
        }
        names.forEach(missing::remove);
        missing.forEach(name -> findings.add(release.images().place(name), "is missing"));
        return findings.outcome();
    }
}
