package io.jenkins.plugins.istioimages.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The data of a benchmark on disk. Every part is made when it is first asked for and stays for the next run with the
 * same parameters; equal parameters give equal bytes on every machine.
 */
public final class DataSet {
    /** Version of the release that the archives hold. */
    public static final String VERSION = "1.14.5";

    private final DataParameters parameters;
    private final Path root;
    private final List<ImageSpec> images;
    private final ImageSpec changed;
    private final Layers layers;

    private DataSet(DataParameters parameters, Path root) {
        this.parameters = parameters;
        this.root = root;
        this.images = parameters.set().images(parameters.scale());
        // The pilot is what most patch releases change.
        this.changed = images.stream()
                .filter(image -> image.name().equals("pilot"))
                .findFirst()
                .orElseThrow()
                .changed();
        this.layers = new Layers(root, parameters.seed(), layerSpecs());
    }

    /** The data below a directory of all data sets; makes nothing yet. */
    public static DataSet open(Path directory, DataParameters parameters) {
        return new DataSet(parameters, directory.toAbsolutePath().resolve(parameters.key()));
    }

    /** Form of the archives that the publishing scenarios read. */
    public ArchiveForm form() {
        return parameters.form();
    }

    /** A directory with one archive per image and platform. */
    public ArchiveDirectory archives() throws IOException {
        return archives(parameters.form());
    }

    /** The same archives in another form. */
    public ArchiveDirectory archives(ArchiveForm form) throws IOException {
        List<ImageContent> contents = contents(images, form);
        Path directory = Part.make(root.resolve(form.directory()), into -> {
            ArchiveWriter writer = new ArchiveWriter(into, form, VERSION);
            for (ImageContent image : contents) {
                writer.write(image);
            }
        });
        return describe(directory, contents, form);
    }

    /** The archives after one layer of one image changed; the others are the same files. */
    public ArchiveDirectory changedArchives() throws IOException {
        ArchiveForm form = parameters.form();
        Path unchanged = archives(form).path();
        ImageContent replaced = content(changed, layersOf(form));
        Path directory = Part.make(root.resolve(form.directory() + "-changed"), into -> {
            ArchiveWriter writer = new ArchiveWriter(into, form, VERSION);
            writer.write(replaced);
            linkMissing(unchanged, into);
        });
        List<ImageSpec> specs = images.stream()
                .map(image -> image.fileName().equals(changed.fileName()) ? changed : image)
                .toList();
        return describe(directory, contents(specs, form), form);
    }

    /** Plain tars of the layers in the archives, each once. */
    public List<Path> distinctLayers() throws IOException {
        Map<String, LayerFile> plain = layers.plain();
        Set<Path> files = new LinkedHashSet<>();
        images.forEach(image ->
                image.layers().forEach(layer -> files.add(plain.get(layer.id()).file())));
        return List.copyOf(files);
    }

    /** An OCI layout with an index per image and variant over both platforms, gzip'd layers. */
    public LayoutDirectory layout() throws IOException {
        List<ImageContent> contents = contents(images, ArchiveForm.BUILDX);
        Path directory = Part.make(root.resolve("layout"), into -> new LayoutPart(into).write(contents, VERSION));
        return new LayoutDirectory(
                directory, List.copyOf(LayoutPart.indexes(contents, VERSION).keySet()));
    }

    /** An OCI layout that holds nothing but {@code base}, for both platforms. */
    public LayoutDirectory base() throws IOException {
        List<ImageContent> contents = new ArrayList<>();
        for (Machine machine : Machine.values()) {
            ImageSpec any = images.stream()
                    .filter(image ->
                            image.machine() == machine && image.variant().isEmpty())
                    .findFirst()
                    .orElseThrow();
            ImageSpec base = new ImageSpec("base", "", machine, any.layers().subList(0, 2));
            contents.add(content(base, layers.compressed()));
        }
        Path directory = Part.make(root.resolve("base"), into -> new LayoutPart(into).write(contents, VERSION));
        return new LayoutDirectory(
                directory, List.copyOf(LayoutPart.indexes(contents, VERSION).keySet()));
    }

    /** Build contexts, one per image and variant. */
    public List<AssemblyImage> assembly() throws IOException {
        List<String> names = images.stream()
                .filter(image -> image.machine() == Machine.AMD64)
                .map(ImageSpec::fileName)
                .toList();
        long size = parameters.set().assembledBinary() * parameters.scale();
        Path directory = Part.make(root.resolve("assembly"), into -> {
            AssemblyPart part = new AssemblyPart(into, parameters.seed(), size);
            for (String name : names) {
                part.write(name);
            }
        });
        return names.stream()
                .map(name -> new AssemblyImage(name, directory.resolve(name)))
                .toList();
    }

    private ArchiveDirectory describe(Path directory, List<ImageContent> contents, ArchiveForm form) {
        ArchiveWriter writer = new ArchiveWriter(directory, form, VERSION);
        return new ArchiveDirectory(
                directory, contents.stream().map(writer::describe).toList());
    }

    private List<ImageContent> contents(List<ImageSpec> specs, ArchiveForm form) throws IOException {
        Map<String, LayerFile> files = layersOf(form);
        return specs.stream().map(image -> content(image, files)).toList();
    }

    private Map<String, LayerFile> layersOf(ArchiveForm form) throws IOException {
        return form.compressesLayers() ? layers.compressed() : layers.plain();
    }

    private static ImageContent content(ImageSpec image, Map<String, LayerFile> files) {
        return new ImageContent(
                image,
                image.layers().stream().map(layer -> files.get(layer.id())).toList());
    }

    private List<LayerSpec> layerSpecs() {
        Set<LayerSpec> distinct = new LinkedHashSet<>();
        images.forEach(image -> distinct.addAll(image.layers()));
        distinct.addAll(changed.layers());
        return List.copyOf(distinct);
    }

    private static void linkMissing(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path link = to.resolve(file.getFileName());
                if (!Files.exists(link)) {
                    Files.createLink(link, file);
                }
            }
        }
    }

    /** What the data is, for the head of a report. */
    public String describe() throws IOException {
        ArchiveDirectory directory = archives();
        long distinct = 0;
        for (Path layer : distinctLayers()) {
            distinct += Files.size(layer);
        }
        return "%s: %d archives, %.0f MB, with %.0f MB of distinct layers"
                .formatted(parameters.key(), directory.archives().size(), directory.bytes() / 1e6, distinct / 1e6);
    }
}
