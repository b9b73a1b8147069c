package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was once found out about a repository and lets a later run do without its server. A text file with a fact a
 * line, replaced as a whole; only the holder of the mirror's lock may write.
 */
final class MirrorFacts {
    private final Path file;

    MirrorFacts(Path file) {
        this.file = file;
    }

    /** Whether the commit was found to be an ancestor of the branch's or tag's tip, or the tip. */
    boolean isReached(String commit, String branch) throws IOException {
        return read().containsKey("reached " + commit + " " + branch);
    }

    void reached(String commit, String branch) throws IOException {
        put("reached " + commit + " " + branch, "yes");
    }

    /** Whether the commit is a snapshot of changes that nobody committed. */
    boolean isSnapshot(String commit) throws IOException {
        return read().containsKey("snapshot " + commit);
    }

    void snapshot(String commit) throws IOException {
        put("snapshot " + commit, "yes");
    }

    /** The commit that the tag had when it was last looked at; empty where it was missing or never looked at. */
    Optional<String> tag(String name) throws IOException {
        return Optional.ofNullable(read().get("tag " + name)).filter(commit -> !commit.equals("none"));
    }

    void tag(String name, Optional<String> commit) throws IOException {
        put("tag " + name, commit.orElse("none"));
    }

    private void put(String fact, String value) throws IOException {
        Map<String, String> facts = read();
        if (value.equals(facts.put(fact, value))) {
            return;
        }
        StringBuilder text = new StringBuilder();
        facts.forEach((k, v) -> text.append(k).append('\t').append(v).append('\n'));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> facts = new TreeMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int tab = line.lastIndexOf('\t');
                if (tab > 0) {
                    facts.put(line.substring(0, tab), line.substring(tab + 1));
                }
            }
        }
        return facts;
    }
}
