package io.jenkins.plugins.istioimages.catalog.contents;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Hashes the files of a layer. Of one with more files than a list of them is worth, none is kept. */
public final class FileSums {
    private final int most;
    private final SortedMap<String, Sum> files = new TreeMap<>();
    private boolean tooMany;

    /** @param most how many files are kept */
    FileSums(int most) {
        this.most = most;
    }

    /**
     * What a file holds.
     *
     * @param sha1 in hexadecimal digits: SPDX asks for it
     * @param sha256 in hexadecimal digits
     */
    public record Sum(String sha1, String sha256) {}

    /** Somebody who looks at a file on the way, at all or a part of it. */
    @FunctionalInterface
    interface Look {
        void at(InputStream content) throws IOException;
    }

    /** Reads a file to its end. Of two with one path in a layer the later counts. */
    void hash(String path, InputStream content, Look look) throws IOException {
        if (tooMany) {
            look.at(content);
            return;
        }
        MessageDigest sha1 = hasher("SHA-1");
        MessageDigest sha256 = hasher("SHA-256");
        // Not closed: what it reads from is the archive.
        InputStream hashed = new DigestInputStream(new DigestInputStream(content, sha1), sha256);
        look.at(hashed);
        hashed.transferTo(OutputStream.nullOutputStream());
        files.put(path, new Sum(hex(sha1), hex(sha256)));
        if (files.size() > most) {
            tooMany = true;
            files.clear();
        }
    }

    /** By path, without a slash at the beginning; empty where there were too many. */
    SortedMap<String, Sum> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Whether there were more than are kept. */
    boolean tooMany() {
        return tooMany;
    }

    private static MessageDigest hasher(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static String hex(MessageDigest hasher) {
        return HexFormat.of().formatHex(hasher.digest());
    }
}
