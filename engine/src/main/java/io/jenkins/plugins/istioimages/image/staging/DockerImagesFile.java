package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The catalogue of images that a source tree can make: its {@code tools/docker.yaml} (istio tools/docker-builder/types.go,
 * BuildPlan), which istio has since 1.14.
 *
 * @param images in the order of the file
 */
public record DockerImagesFile(List<TreeEntry> images) {
    /** Path below the tree. */
    public static final String PATH = "tools/docker.yaml";

    private static final long MAX_BYTES = 1024 * 1024;

    public DockerImagesFile {
        images = List.copyOf(images);
    }

    /**
     * Reads the file of a tree.
     *
     * @throws InputException if there is none, or with the place of what is wrong in it
     */
    public static DockerImagesFile read(Path tree) {
        Path file = tree.resolve(PATH);
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return parse(file.toString(), text);
        } catch (NoSuchFileException e) {
            throw new InputException(
                    tree + " has no " + PATH + ", which the native image builder reads: istio has it since 1.14;"
                            + " for an older tree use --image-builder docker",
                    e);
        } catch (CharacterCodingException e) {
            throw new InputException(file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads a text.
     *
     * @param file name in messages
     * @throws InputException with the place of what is wrong
     */
    public static DockerImagesFile parse(String file, String text) {
        return new DockerImagesFile(new ImagesYaml(file).read(text));
    }

    /**
     * The images of the given names, or all that are no base images, in the order of the file.
     *
     * @throws InputException if there is no image of a name
     */
    public List<TreeEntry> choose(Collection<String> names) {
        List<String> known = images.stream().map(TreeEntry::name).toList();
        Set<String> wanted = new TreeSet<>(names);
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new InputException("the source has no image '" + name + "'" + NearestName.hint(name, known)
                        + "; its " + PATH + " has " + String.join(", ", known));
            }
        }
        List<TreeEntry> result = new ArrayList<>(images);
        result.removeIf(image -> wanted.isEmpty() ? image.base() : !wanted.contains(image.name()));
        return result;
    }
}
