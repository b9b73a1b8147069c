package io.jenkins.plugins.istioimages.cli.progress;

import java.util.Collection;
import java.util.List;

/** An image and what it consists of; parts may belong to several images. */
final class Item {
    private final String name;
    private final List<Part> parts;
    private boolean done;

    Item(String name, Collection<Part> parts) {
        this.name = name;
        this.parts = List.copyOf(parts);
    }

    String name() {
        return name;
    }

    boolean isDone() {
        return done;
    }

    /** Whether something of it has moved and something has not. */
    boolean isActive() {
        return !done && moved() > 0;
    }

    void finish() {
        done = true;
    }

    /** {@code proxyv2:1.14.5 linux/amd64: 3/5 layers, 45.1 MB of 120.0 MB}. */
    String line() {
        return name + ": " + parts.stream().filter(Part::isDone).count() + "/" + parts.size() + " layers, "
                + Amounts.bytes(moved()) + " of " + Amounts.bytes(size());
    }

    private double moved() {
        return parts.stream().mapToDouble(Part::moved).sum();
    }

    private double size() {
        return parts.stream().mapToDouble(Part::size).sum();
    }
}
