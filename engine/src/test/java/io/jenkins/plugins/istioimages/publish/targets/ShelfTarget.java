package io.jenkins.plugins.istioimages.publish.targets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A target in memory, whose things never change but for its alias. */
class ShelfTarget implements PublishTarget {
    static final String ALIAS = "latest";

    final Map<String, String> shelf = new TreeMap<>();
    final List<String> writes = new ArrayList<>();
    private final String place;
    private final Map<String, String> wanted;

    ShelfTarget(String place, Map<String, String> wanted) {
        this.place = place;
        this.wanted = new TreeMap<>(wanted);
    }

    @Override
    public TargetName name() {
        return new TargetName("shelf", place);
    }

    @Override
    public List<Item> look() {
        return wanted.entrySet().stream()
                .map(thing -> item(thing.getKey(), thing.getValue(), Optional.ofNullable(shelf.get(thing.getKey()))))
                .toList();
    }

    private static Item item(String name, String asked, Optional<String> found) {
        return name.equals(ALIAS) ? Item.moving(name, asked, found) : Item.fixed(name, asked, found);
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        for (Item change : changes) {
            put(change);
            done.accept(change);
        }
    }

    void put(Item change) {
        writes.add(change.name());
        shelf.put(change.name(), change.asked());
    }
}
