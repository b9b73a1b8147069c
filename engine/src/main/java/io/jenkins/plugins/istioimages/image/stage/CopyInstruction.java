package io.jenkins.plugins.istioimages.image.stage;

import io.jenkins.plugins.istioimages.image.base.BaseFiles;
import io.jenkins.plugins.istioimages.image.dockerfile.DockerfileException;
import io.jenkins.plugins.istioimages.image.dockerfile.Instruction;
import io.jenkins.plugins.istioimages.image.stage.CopyPlanner.Changes;
import io.jenkins.plugins.istioimages.image.tree.FileContent;
import io.jenkins.plugins.istioimages.image.tree.IgnoreRules;
import io.jenkins.plugins.istioimages.image.tree.IgnoreRules.IllegalIgnoreRuleException;
import io.jenkins.plugins.istioimages.image.tree.TreeNode;
import io.jenkins.plugins.istioimages.image.tree.TreePaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Executes COPY, and ADD where it does what COPY does. */
final class CopyInstruction {
    private final StageState state;
    private final Path extractionDirectory;

    /** @param extractionDirectory for files that are taken out of layers */
    CopyInstruction(StageState state, Path extractionDirectory) {
        this.state = state;
        this.extractionDirectory = extractionDirectory;
    }

    void execute(Instruction.Copy copy, CopySource source) {
        List<String> sources = new ArrayList<>();
        for (String word : copy.sources()) {
            sources.add(expandedSource(copy, word));
        }
        String written = state.scope().expand(copy.at(), copy.destination());
        if (written.isEmpty()) {
            throw new DockerfileException(copy.at(), copy.keyword() + " has an empty destination");
        }
        boolean directory = written.endsWith("/") || written.equals(".") || written.endsWith("/.");
        if (copy.sources().size() > 1 && !directory) {
            throw new DockerfileException(
                    copy.at(),
                    "with more than one source the destination of " + copy.keyword()
                            + " must be a directory and end with a slash");
        }
        Optional<Owner> owner = copy.flags().chown().map(text -> owner(copy, text));
        Destination destination = new Destination(state.tree(), owner.orElse(Owner.ROOT), copy.at());
        Changes changes = new Changes(owner, mode(copy), excludes(copy));
        new CopyPlanner(source, destination, changes, copy.at())
                .plan(sources, TreePaths.resolve(state.workdir(), written), directory);
        SortedMap<String, TreeNode> entries = onDisk(destination.entries(), source);
        new ContentCheck(state.platform(), copy).check(entries);
        state.addLayer(copy.keyword() + " " + String.join(" ", sources) + " " + written, entries);
    }

    private String expandedSource(Instruction.Copy copy, String word) {
        String source = state.scope().expand(copy.at(), word);
        if (source.isEmpty()) {
            throw new DockerfileException(copy.at(), copy.keyword() + " has an empty source: '" + word + "'");
        }
        if (copy.add() && source.matches("(?i)(https?|ftp|git)://.*|git@.*")) {
            throw new DockerfileException(
                    copy.at(), "ADD of '" + source + "' is not supported: fetch it in the build and COPY it");
        }
        return source;
    }

    private Owner owner(Instruction.Copy copy, String text) {
        return Owners.in(state).of(state.scope().expand(copy.at(), text), copy.at());
    }

    private OptionalInt mode(Instruction.Copy copy) {
        if (copy.flags().chmod().isEmpty()) {
            return OptionalInt.empty();
        }
        String text = state.scope().expand(copy.at(), copy.flags().chmod().get());
        if (!text.matches("[0-7]{1,4}")) {
            throw new DockerfileException(copy.at(), "--chmod=" + text + " is no octal mode like 755 or 0644");
        }
        return OptionalInt.of(Integer.parseInt(text, 8));
    }

    private IgnoreRules excludes(Instruction.Copy copy) {
        List<String> patterns = copy.flags().excludes().stream()
                .map(pattern -> state.scope().expand(copy.at(), pattern))
                .toList();
        try {
            return IgnoreRules.parse(patterns);
        } catch (IllegalIgnoreRuleException e) {
            throw new DockerfileException(copy.at(), "--exclude: " + e.getMessage());
        }
    }

    /** The entries with every content on disk. */
    private SortedMap<String, TreeNode> onDisk(SortedMap<String, TreeNode> entries, CopySource source) {
        List<FileContent.InLayer> wanted = new ArrayList<>();
        entries.values().forEach(node -> node.content()
                .filter(FileContent.InLayer.class::isInstance)
                .ifPresent(content -> wanted.add((FileContent.InLayer) content)));
        if (wanted.isEmpty()) {
            return entries;
        }
        BaseFiles layers = source.layers().orElseThrow();
        Map<FileContent, Path> files = new HashMap<>(layers.extract(wanted, extractionDirectory));
        SortedMap<String, TreeNode> result = new TreeMap<>(entries);
        result.replaceAll((path, node) -> node.content()
                .map(files::get)
                .map(file -> node.withContent(new FileContent.OnDisk(file)))
                .orElse(node));
        return result;
    }
}
