package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.manifest.Dependency;
import io.jenkins.plugins.istioimages.manifest.YamlMapping;
import io.jenkins.plugins.istioimages.manifest.YamlValue;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads {@code resolved} of a lock: how each dependency's commit was found. What is wrong is recorded in the file. */
final class ResolvedBlock {
    static final String KEY = "resolved";
    static final String HOW = "how";
    static final String COMMITTED = "committed";
    static final String DIRTY = "dirty";

    private final YamlMapping root;
    private final Optional<YamlMapping> entries;

    ResolvedBlock(YamlMapping root) {
        this.root = root;
        this.entries = root.require(KEY).flatMap(YamlValue::mapping);
    }

    /** The source that a dependency of the lock is; empty, with a problem recorded, if something is missing. */
    Optional<ResolvedSource> source(Dependency dependency) {
        Optional<String> git = dependency.git();
        Optional<String> sha = dependency.sha();
        if (git.isEmpty() || sha.isEmpty()) {
            entry(root, "dependencies", dependency.name())
                    .ifPresent(at -> at.problem("a lock has git: and sha: for every dependency"));
            return Optional.empty();
        }
        return entries.flatMap(all -> all.require(dependency.name()))
                .flatMap(YamlValue::mapping)
                .flatMap(found -> source(dependency, git.get(), sha.get(), found));
    }

    private static Optional<ResolvedSource> source(Dependency dependency, String git, String sha, YamlMapping found) {
        found.allow(List.of(HOW, COMMITTED, DIRTY));
        Optional<String> how = found.require(HOW).flatMap(YamlValue::text);
        Optional<Instant> committed = found.require(COMMITTED).flatMap(ResolvedBlock::instant);
        boolean dirty = found.get(DIRTY).flatMap(YamlValue::bool).orElse(false);
        if (how.isEmpty() || committed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ResolvedSource(
                dependency.name(),
                GitUrl.of(git, Path.of("").toAbsolutePath(), Asker.of(dependency))
                        .text(),
                dependency.branch(),
                sha,
                how.get(),
                dependency.goversionenabled(),
                committed.get(),
                dirty));
    }

    private static Optional<YamlMapping> entry(YamlMapping root, String key, String name) {
        return root.get(key)
                .flatMap(YamlValue::mapping)
                .flatMap(all -> all.get(name))
                .flatMap(YamlValue::mapping);
    }

    private static Optional<Instant> instant(YamlValue value) {
        return value.text().flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                value.problem("expected a time like 2022-10-04T22:58:39Z");
                return Optional.empty();
            }
        });
    }
}
