package io.jenkins.plugins.istioimages.image.staging;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture;
import io.jenkins.plugins.istioimages.image.binary.BinaryArchitecture.Format;
import io.jenkins.plugins.istioimages.image.binary.BinaryCheck;
import io.jenkins.plugins.istioimages.image.binary.BinaryHeader;
import io.jenkins.plugins.istioimages.image.tree.BuildContext;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The build context that istio's tools/docker-copy.sh would copy together: every file under its own name, programs under
 * {@code <architecture>/}. The architecture is the ELF header's, so that others than amd64 and arm64 work too. Packages
 * (.deb, .rpm) stand in both places: at the top, where istio 1.14 has them, and under the architecture they were made for.
 */
final class StagedContext {
    private StagedContext() {}

    static BuildContext of(Path dockerfile, List<StagedFile> files, Platform platform) {
        Map<String, Path> names = new TreeMap<>();
        names.put(name(dockerfile), dockerfile);
        for (StagedFile file : files) {
            if (!Files.exists(file.path())) {
                throw new WorkException(file.at() + ": " + file.path() + " is not there"
                        + (file.ofPlatform() ? "; make did not make it for " + platform : ""));
            }
            put(names, file, platform);
        }
        return BuildContext.mapping(names);
    }

    private static void put(Map<String, Path> names, StagedFile file, Platform platform) {
        String name = name(file.path());
        Optional<String> architecture = architecture(file, platform);
        if (architecture.isPresent()) {
            names.put(architecture.get() + "/" + name, file.path());
        } else {
            names.put(name, file.path());
        }
        if (file.ofPlatform() && (name.endsWith(".deb") || name.endsWith(".rpm"))) {
            names.put(platform.architecture() + "/" + name, file.path());
        }
    }

    private static Optional<String> architecture(StagedFile file, Platform platform) {
        if (!Files.isRegularFile(file.path())) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file.path())) {
            byte[] head = in.readNBytes(BinaryHeader.LENGTH);
            if (file.ofPlatform()) {
                BinaryCheck.check(head, file.path().toString(), platform);
            }
            return BinaryHeader.of(head)
                    .filter(found -> found.format() == Format.ELF)
                    .flatMap(BinaryArchitecture::architecture);
        } catch (IOException e) {
            throw new WorkException("cannot read " + file.path() + ": " + e.getMessage(), e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
