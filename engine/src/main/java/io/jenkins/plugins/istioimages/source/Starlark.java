package io.jenkins.plugins.istioimages.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Bazel {@code WORKSPACE} or {@code MODULE.bazel} file says in plain strings: constants, and calls with their
 * named arguments. Strings joined with {@code +} and lists of strings are worked out; every other expression is skipped.
 *
 * @param constants values of {@code NAME = "…"} at the top level
 * @param calls at the top level, in the order of the file
 */
record Starlark(Map<String, String> constants, List<Call> calls) {
    /**
     * A call of a function.
     *
     * @param arguments named ones that are strings or lists of strings, all of them as lists
     * @param offset of the call in the file
     */
    record Call(String function, Map<String, List<String>> arguments, int offset) {
        Optional<String> argument(String name) {
            return Optional.ofNullable(arguments.get(name))
                    .filter(v -> v.size() == 1)
                    .map(v -> v.get(0));
        }
    }

    /** @throws SourceFileException if a string does not end */
    static Starlark parse(SourceText file) {
        return new Reader(StarlarkToken.all(file)).read();
    }

    private static final class Reader {
        private final List<StarlarkToken> tokens;
        private final Map<String, String> constants = new LinkedHashMap<>();
        private final List<Call> calls = new ArrayList<>();
        private int next;

        Reader(List<StarlarkToken> tokens) {
            this.tokens = tokens;
        }

        Starlark read() {
            while (next < tokens.size()) {
                StarlarkToken token = tokens.get(next++);
                if (token.isName() && peek("=")) {
                    next++;
                    value().filter(v -> v.size() == 1).ifPresent(v -> constants.put(token.text(), v.get(0)));
                } else if (token.isName() && peek("(")) {
                    next++;
                    call(token);
                }
            }
            return new Starlark(constants, calls);
        }

        private void call(StarlarkToken function) {
            Map<String, List<String>> arguments = new LinkedHashMap<>();
            while (next < tokens.size() && !peek(")")) {
                StarlarkToken token = tokens.get(next);
                if (token.isName()
                        && next + 1 < tokens.size()
                        && tokens.get(next + 1).is("=")) {
                    next += 2;
                    value().ifPresent(v -> arguments.put(token.text(), v));
                }
                skipToEndOfArgument();
            }
            next++;
            calls.add(new Call(function.text(), arguments, function.offset()));
        }

        /** A string, a sum of strings, or a list of those; empty, and nothing read, if it is something else. */
        private Optional<List<String>> value() {
            int start = next;
            Optional<List<String>> value = plainValue();
            boolean goesOn = peek(".") || peek("%") || peek("*") || peek("[") || isNext("if");
            if (value.isEmpty() || goesOn) {
                next = start;
                return Optional.empty();
            }
            return value;
        }

        private Optional<List<String>> plainValue() {
            if (!peek("[")) {
                return sum().map(List::of);
            }
            next++;
            List<String> items = new ArrayList<>();
            while (next < tokens.size() && !peek("]")) {
                Optional<String> item = sum();
                if (item.isEmpty()) {
                    return Optional.empty();
                }
                items.add(item.get());
                if (peek(",")) {
                    next++;
                }
            }
            next++;
            return Optional.of(items);
        }

        private Optional<String> sum() {
            StringBuilder text = new StringBuilder();
            while (next < tokens.size()) {
                StarlarkToken token = tokens.get(next);
                String part = token.isString() ? token.text() : token.isName() ? constants.get(token.text()) : null;
                if (part == null) {
                    return Optional.empty();
                }
                text.append(part);
                next++;
                if (!peek("+")) {
                    return Optional.of(text.toString());
                }
                next++;
            }
            return Optional.empty();
        }

        private void skipToEndOfArgument() {
            int depth = 0;
            while (next < tokens.size()) {
                StarlarkToken token = tokens.get(next);
                if (depth == 0 && token.is(")")) {
                    return;
                }
                next++;
                if (depth == 0 && token.is(",")) {
                    return;
                }
                depth += token.opens() ? 1 : token.closes() ? -1 : 0;
            }
        }

        private boolean isNext(String word) {
            return next < tokens.size()
                    && tokens.get(next).isName()
                    && tokens.get(next).text().equals(word);
        }

        private boolean peek(String punctuation) {
            return next < tokens.size() && tokens.get(next).is(punctuation);
        }
    }
}
