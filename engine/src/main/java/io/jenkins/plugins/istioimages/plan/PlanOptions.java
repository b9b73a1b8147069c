package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is chosen for one run, beside the manifest.
 *
 * @param platforms to build for; empty means the manifest's
 * @param labels label expression by platform; where there is none, the architecture
 * @param builderImage template for all platforms, see {@link BuilderImages}; empty means on the machine itself
 * @param builderImages template by platform, before the one for all
 * @param builderPlatform of the container that commands run in, see {@link BuilderImages#platform}
 * @param imageBuilder who makes the images
 * @param images names of the images to make; empty means all that are no base images and no tests or samples that need a container
 * @param variants to make
 * @param defaultVariant the one whose tag has no suffix
 * @param compressor id of the compressor of layers
 * @param environment of the caller; what of it chooses what is built goes into the plan, see {@link BuildVariables}
 * @param variables set for every command beside those, whatever they are called; release-builder's own come before them
 * @param hub registry and path that images go to; empty means the manifest's
 * @param envoy image of {@link EnvoyPlanner} whose Envoy is taken; empty where istio's scripts bring it
 * @param outputs those of the manifest's that are to be made; empty means all of them
 * @param ownBases whether base images are those of this very release, see {@link OwnBases}
 */
public record PlanOptions(
        List<Platform> platforms,
        Map<Platform, String> labels,
        String builderImage,
        Map<Platform, String> builderImages,
        String builderPlatform,
        ImageBuilder imageBuilder,
        List<String> images,
        List<String> variants,
        String defaultVariant,
        String compressor,
        Map<String, String> environment,
        Map<String, String> variables,
        String hub,
        String envoy,
        Set<Output> outputs,
        boolean ownBases)
        implements Serializable {
    /** What release-builder builds; its default tag is an alias of debug (istio tools/docker-builder/types.go). */
    public static final List<String> VARIANTS = List.of("debug", "distroless");

    public PlanOptions {
        platforms = List.copyOf(platforms);
        labels = Map.copyOf(labels);
        builderImages = Map.copyOf(builderImages);
        images = List.copyOf(images);
        variants = List.copyOf(variants);
        environment = Map.copyOf(environment);
        variables = Map.copyOf(variables);
        outputs = Set.copyOf(outputs);
    }

    /** Everything as the manifest has it, images made natively, until something else is said. */
    public static Builder builder(String compressor) {
        return new Builder(compressor);
    }

    /** The same for the source's base images alone, which are there once, for all variants. */
    PlanOptions ofBases(List<String> names, ImageBuilder maker) {
        return new PlanOptions(
                platforms,
                labels,
                builderImage,
                builderImages,
                builderPlatform,
                maker,
                names,
                List.of(ImageTags.DEFAULT),
                ImageTags.DEFAULT,
                compressor,
                environment,
                variables,
                hub,
                "",
                Set.of(Output.DOCKER),
                false);
    }

    /** The same with other variables. */
    PlanOptions with(Map<String, String> others, List<String> names) {
        return new PlanOptions(
                platforms,
                labels,
                builderImage,
                builderImages,
                builderPlatform,
                imageBuilder,
                names,
                variants,
                defaultVariant,
                compressor,
                environment,
                others,
                hub,
                envoy,
                outputs,
                ownBases);
    }

    String label(Platform platform) {
        return labels.getOrDefault(platform, platform.architecture());
    }

    String builderImageFor(Platform platform) {
        return builderImages.getOrDefault(platform, builderImage);
    }

    /** Says what differs from the default; see the components of {@link PlanOptions}. */
    public static final class Builder {
        private final String compressor;
        private List<Platform> platforms = List.of();
        private Map<Platform, String> labels = Map.of();
        private String builderImage = "";
        private Map<Platform, String> builderImages = Map.of();
        private String builderPlatform = "";
        private ImageBuilder imageBuilder = ImageBuilder.NATIVE;
        private List<String> images = List.of();
        private List<String> variants = VARIANTS;
        private String defaultVariant = VARIANTS.get(0);
        private Map<String, String> environment = Map.of();
        private Map<String, String> variables = Map.of();
        private String hub = "";
        private String envoy = "";
        private Set<Output> outputs = Set.of();
        private boolean ownBases;

        private Builder(String compressor) {
            this.compressor = compressor;
        }

        public Builder platforms(List<Platform> chosen) {
            platforms = chosen;
            return this;
        }

        public Builder labels(Map<Platform, String> chosen) {
            labels = chosen;
            return this;
        }

        public Builder builderImage(String template) {
            builderImage = template;
            return this;
        }

        public Builder builderImages(Map<Platform, String> templates) {
            builderImages = templates;
            return this;
        }

        public Builder builderPlatform(String chosen) {
            builderPlatform = chosen;
            return this;
        }

        public Builder imageBuilder(ImageBuilder chosen) {
            imageBuilder = chosen;
            return this;
        }

        public Builder images(List<String> names) {
            images = names;
            return this;
        }

        /** @param preferred the variant whose tag has no suffix; empty where none has it */
        public Builder variants(List<String> chosen, String preferred) {
            variants = chosen;
            defaultVariant = preferred;
            return this;
        }

        public Builder environment(Map<String, String> inherited) {
            environment = inherited;
            return this;
        }

        public Builder variables(Map<String, String> chosen) {
            variables = chosen;
            return this;
        }

        public Builder hub(String chosen) {
            hub = chosen;
            return this;
        }

        public Builder envoy(String image) {
            envoy = image;
            return this;
        }

        public Builder outputs(Set<Output> chosen) {
            outputs = chosen;
            return this;
        }

        public Builder ownBases(boolean own) {
            ownBases = own;
            return this;
        }

        public PlanOptions build() {
            return new PlanOptions(
                    platforms,
                    labels,
                    builderImage,
                    builderImages,
                    builderPlatform,
                    imageBuilder,
                    images,
                    variants,
                    defaultVariant,
                    compressor,
                    environment,
                    variables,
                    hub,
                    envoy,
                    outputs,
                    ownBases);
        }
    }
}
