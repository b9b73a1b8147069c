package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.ByteBudget;
import io.jenkins.plugins.istioimages.catalog.contents.DebScan;
import io.jenkins.plugins.istioimages.catalog.contents.Marks;
import io.jenkins.plugins.istioimages.catalog.contents.RpmScan;
import io.jenkins.plugins.istioimages.catalog.contents.SystemPackage;
import io.jenkins.plugins.istioimages.errors.CancelledException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Reads packages of both kinds. */
final class PackageReader {
    private PackageReader() {}

    /** Told apart by the ending of the name. */
    static PackageArchive read(Path root, String file, Marks marks) {
        Path path = root.resolve(file);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS))) {
            ByteBudget budget = ByteBudget.ofFile(Files.size(path));
            SystemPackage content =
                    file.endsWith(".deb") ? DebScan.read(in, budget, marks) : RpmScan.read(in, budget, marks);
            return new PackageArchive(file, Optional.of(content), Optional.empty());
        } catch (ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("cancelled while " + file + " was read", e);
        } catch (IOException | IllegalArgumentException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new PackageArchive(file, Optional.empty(), Optional.of("is damaged: " + reason));
        }
    }
}
