package io.jenkins.plugins.istioimages.catalog.contents;

import io.jenkins.plugins.istioimages.image.compress.Decompressor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The programs in the archives of istioctl and in the packages of a release, read as streams. */
public final class ArchivePrograms {
    private static final Pattern FILES =
            Pattern.compile("istio(ctl)?-[^/]+\\.(tar\\.gz|zip)|deb/[^/]+\\.deb|rpm/[^/]+\\.rpm");
    private static final int MOST_ENTRIES = 1_000_000;

    private ArchivePrograms() {}

    /** Whether a file of a release has programs in it, by its path. */
    public static boolean areIn(String path) {
        return FILES.matcher(path).matches();
    }

    /**
     * The programs in a file.
     *
     * @param marks that programs are searched for
     * @return by path, without a slash at the beginning
     * @throws IOException if it is damaged, or unpacks to more than any release does
     */
    public static SortedMap<String, ProgramFile> of(Path file, Marks marks) throws IOException {
        ByteBudget budget = ByteBudget.ofFile(Files.size(file));
        String name = file.getFileName().toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            if (name.endsWith(".deb")) {
                return DebScan.read(in, budget, marks).programs();
            }
            if (name.endsWith(".rpm")) {
                return RpmScan.read(in, budget, marks).programs();
            }
            return name.endsWith(".zip")
                    ? zipped(in, budget, marks)
                    : LayerScan.of(budget.of(Decompressor.open(in)), marks).programs();
        }
    }

    private static SortedMap<String, ProgramFile> zipped(InputStream in, ByteBudget budget, Marks marks)
            throws IOException {
        SortedMap<String, ProgramFile> programs = new TreeMap<>();
        ZipInputStream zip = new ZipInputStream(in);
        int entries = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (++entries > MOST_ENTRIES) {
                throw new IOException("it has more than " + MOST_ENTRIES + " entries");
            }
            String path = LayerScan.normalized(entry.getName());
            ProgramReader.read(budget.of(zip), marks).ifPresent(program -> programs.put(path, program));
        }
        return programs;
    }
}
