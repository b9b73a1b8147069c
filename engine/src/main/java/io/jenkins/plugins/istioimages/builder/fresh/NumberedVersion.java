package io.jenkins.plugins.istioimages.builder.fresh;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** A version by its leading numbers: {@code v1.10.0-rc.1} is 1, 10, 0. */
record NumberedVersion(List<BigInteger> numbers) implements Comparable<NumberedVersion> {
    NumberedVersion(String text) {
        this(Arrays.stream(text.replaceFirst("^v", "")
                        .replaceFirst("[^0-9.].*", "")
                        .split("\\."))
                .filter(part -> !part.isEmpty())
                .map(BigInteger::new)
                .toList());
    }

    @Override
    public int compareTo(NumberedVersion other) {
        for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
            int order = numbers.get(i).compareTo(other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(numbers.size(), other.numbers.size());
    }
}
