package io.jenkins.plugins.istioimages.bench.peer;

import io.jenkins.plugins.istioimages.bench.BenchException;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.data.Machine;
import io.jenkins.plugins.istioimages.image.BuiltImage;
import io.jenkins.plugins.istioimages.image.ImageRequest;
import io.jenkins.plugins.istioimages.image.NativeImageBuilder;
import io.jenkins.plugins.istioimages.image.base.BaseImages;
import io.jenkins.plugins.istioimages.image.compress.Compressors;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.ImageIndex;
import io.jenkins.plugins.istioimages.oci.ManifestContent;
import io.jenkins.plugins.istioimages.oci.MediaTypes;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Reference;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.registry.RegistryOptions;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.TransferListener;
import io.jenkins.plugins.istioimages.store.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes images with our own builder as the build of a release does, and then the index of each, tagged once everything that
 * it names was found in the registry. Arguments: a directory for layers under way, the hub, the jobs (name, context).
 */
public final class OurAssembly {
    private static final Instant CREATED = Instant.parse("2022-10-12T08:11:00Z");

    private final RegistryStore registry;
    private final NativeImageBuilder builder;
    private final Repository hub;

    private OurAssembly(RegistryStore registry, NativeImageBuilder builder, Repository hub) {
        this.registry = registry;
        this.builder = builder;
        this.hub = hub;
    }

    public static void main(String[] args) throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[2]))) {
            String[] fields = line.split("\t", -1);
            for (Machine machine : Machine.values()) {
                jobs.add(new Job(fields[0], Path.of(fields[1]), Platform.parse(machine.platform())));
            }
        }
        try (RegistryStore registry = new RegistryStore(RegistryOptions.defaults());
                NativeImageBuilder builder = new NativeImageBuilder(
                        registry,
                        new BaseImages(List.of(registry)),
                        Compressors.of(System.getenv()).fastestGzip(),
                        Path.of(args[0]),
                        TransferListener.NONE);
                Workers workers = new Workers("assembly", Runtime.getRuntime().availableProcessors())) {
            OurAssembly assembly = new OurAssembly(registry, builder, Repository.parse(args[1]));
            List<BuiltImage> built = workers.map(jobs, assembly::build);
            int platforms = Machine.values().length;
            List<Integer> firsts = new ArrayList<>();
            for (int i = 0; i < jobs.size(); i += platforms) {
                firsts.add(i);
            }
            workers.forEach(firsts, i -> assembly.publish(jobs.get(i).name(), built.subList(i, i + platforms)));
        }
    }

    /** One image for one platform. */
    private record Job(String name, Path context, Platform platform) {}

    private BuiltImage build(Job job) {
        return builder.build(new ImageRequest(
                job.context().resolve("Dockerfile"),
                BuildContext.directory(job.context()),
                job.platform(),
                Map.of("ISTIO_BASE_REGISTRY", hub.toString(), "BASE_VERSION", DataSet.VERSION),
                hub.resolve(job.name()),
                CREATED));
    }

    private void publish(String name, List<BuiltImage> platforms) {
        Repository repository = hub.resolve(name);
        List<Descriptor> children = platforms.stream()
                .map(image -> image.manifest().withPlatform(image.platform()))
                .toList();
        ManifestContent index = ImageIndex.of(MediaTypes.OCI_INDEX, children).content();
        registry.pushManifest(repository, index);
        platforms.forEach(image -> requireAll(repository, image));
        Reference tag = repository.tag(DataSet.VERSION);
        registry.tag(tag, index);
        if (registry.resolve(tag)
                .filter(found -> found.digest().equals(index.digest()))
                .isEmpty()) {
            throw new BenchException(tag + " does not name what it was put to");
        }
    }

    private void requireAll(Repository repository, BuiltImage image) {
        if (registry.resolve(repository.digest(image.manifest().digest())).isEmpty()) {
            throw new BenchException(
                    repository + " lacks the manifest " + image.manifest().digest());
        }
        List<Descriptor> blobs = new ArrayList<>(image.layers());
        blobs.add(image.config());
        for (Descriptor blob : blobs) {
            if (!registry.hasBlob(repository, blob.digest())) {
                throw new BenchException(repository + " lacks the blob " + blob.digest());
            }
        }
    }
}
