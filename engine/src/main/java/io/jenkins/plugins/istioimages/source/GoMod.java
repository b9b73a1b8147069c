package io.jenkins.plugins.istioimages.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A {@code go.mod} file (https://go.dev/ref/mod#go-mod-file), as far as it says which version of a module is used.
 *
 * @param requirements in the order of the file
 * @param replacements in the order of the file
 */
record GoMod(List<Requirement> requirements, List<Replacement> replacements) {
    /**
     * A line of {@code require}.
     *
     * @param indirect whether it has the comment {@code // indirect}
     */
    record Requirement(String path, String version, boolean indirect) {}

    /**
     * A line of {@code replace}.
     *
     * @param version that is replaced; every version if empty
     * @param newPath module path, or a directory where there is no new version
     */
    record Replacement(String path, Optional<String> version, String newPath, Optional<String> newVersion) {}

    GoMod {
        requirements = List.copyOf(requirements);
        replacements = List.copyOf(replacements);
    }

    /** @throws SourceFileException if it is malformed */
    static GoMod parse(SourceText file) {
        return new Reader(file).read();
    }

    /** The requirement of a module. */
    Optional<Requirement> requirement(String path) {
        return requirements.stream().filter(r -> r.path().equals(path)).findFirst();
    }

    /** What takes the module's place; a replacement of the very version goes before one of all versions. */
    Optional<Replacement> replacement(Requirement of) {
        List<Replacement> matching = replacements.stream()
                .filter(r -> r.path().equals(of.path()))
                .filter(r -> r.version().map(of.version()::equals).orElse(true))
                .toList();
        return matching.stream()
                .filter(r -> r.version().isPresent())
                .findFirst()
                .or(() -> matching.stream().findFirst());
    }

    private static final class Reader {
        private final SourceText file;
        private final List<Requirement> requirements = new ArrayList<>();
        private final List<Replacement> replacements = new ArrayList<>();
        private Optional<String> block = Optional.empty();
        private int blockStart;

        Reader(SourceText file) {
            this.file = file;
        }

        GoMod read() {
            int offset = 0;
            for (String line : file.text().split("\n", -1)) {
                line(GoModLine.of(file, line, offset));
                offset += line.length() + 1;
            }
            if (block.isPresent()) {
                throw new SourceFileException(file.at(blockStart), "the block of '" + block.get() + "' is not closed");
            }
            return new GoMod(requirements, replacements);
        }

        private void line(GoModLine line) {
            List<String> words = line.words();
            if (words.isEmpty()) {
                return;
            }
            if (block.isPresent()) {
                if (words.equals(List.of(")"))) {
                    block = Optional.empty();
                } else {
                    directive(block.get(), words, line);
                }
            } else if (words.size() == 2 && words.get(1).equals("(")) {
                block = Optional.of(words.get(0));
                blockStart = line.offset();
            } else {
                directive(words.get(0), words.subList(1, words.size()), line);
            }
        }

        private void directive(String verb, List<String> words, GoModLine line) {
            if (verb.equals("require")) {
                require(words, line);
            } else if (verb.equals("replace")) {
                replace(words, line);
            }
        }

        private void require(List<String> words, GoModLine line) {
            if (words.size() != 2) {
                throw new SourceFileException(file.at(line.offset()), "expected: require module/path v1.2.3");
            }
            requirements.add(new Requirement(words.get(0), words.get(1), line.commentedIndirect()));
        }

        private void replace(List<String> words, GoModLine line) {
            int arrow = words.indexOf("=>");
            int after = words.size() - arrow - 1;
            if (arrow < 1 || arrow > 2 || after < 1 || after > 2) {
                throw new SourceFileException(
                        file.at(line.offset()), "expected: replace module/path [v1.2.3] => other/path [v1.2.3]");
            }
            replacements.add(new Replacement(
                    words.get(0),
                    arrow == 2 ? Optional.of(words.get(1)) : Optional.empty(),
                    words.get(arrow + 1),
                    after == 2 ? Optional.of(words.get(arrow + 2)) : Optional.empty()));
        }
    }
}
