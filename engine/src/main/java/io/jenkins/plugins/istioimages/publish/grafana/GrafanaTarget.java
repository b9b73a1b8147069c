package io.jenkins.plugins.istioimages.publish.grafana;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.publish.targets.Action;
import io.jenkins.plugins.istioimages.publish.targets.Item;
import io.jenkins.plugins.istioimages.publish.targets.PublishTarget;
import io.jenkins.plugins.istioimages.publish.targets.TargetName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The dashboards of a release, each as the newest revision of one on grafana.com. Those without an id there are not
 * published, which an item of theirs says.
 */
public final class GrafanaTarget implements PublishTarget {
    private static final String SUFFIX = ".json";

    private final GrafanaApi api;
    private final Path directory;
    private final Map<String, Long> ids;

    /**
     * @param directory {@code grafana} of a release, with a file NAME.json for each dashboard
     * @param ids on grafana.com by name, as the manifest has them; 0 for none
     * @throws InputException if a name is not that of a file, or an id is negative
     */
    public GrafanaTarget(GrafanaApi api, Path directory, Map<String, Long> ids) {
        this.api = api;
        this.directory = directory;
        this.ids = new TreeMap<>();
        ids.forEach((name, id) -> {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") || id < 0) {
                throw new InputException("dashboard '" + name + "' with id " + id + " cannot be on grafana.com");
            }
            this.ids.put(name, id);
        });
    }

    @Override
    public TargetName name() {
        return new TargetName("grafana", api.host());
    }

    /** What a server is called among targets. */
    public static TargetName nameOf(URI server) {
        return new TargetName("grafana", GrafanaApi.host(server));
    }

    @Override
    public List<Item> look() {
        Map<String, Item> items = new TreeMap<>();
        for (String name : files()) {
            items.put(name, left(name, "not published, the manifest has no id for it"));
        }
        ids.forEach((name, id) -> items.put(name, id == 0 ? left(name, "not published, its id is 0") : look(name)));
        return new ArrayList<>(items.values());
    }

    private Item look(String name) {
        Dashboard dashboard = dashboard(name);
        return Item.moving(name, dashboard.digest(), api.newest(dashboard)).at(api.page(dashboard));
    }

    private static Item left(String name, String why) {
        return new Item(name, why, Optional.of(why), Action.NONE, Optional.empty());
    }

    private List<String> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        } catch (IOException e) {
            throw new InputException("the dashboards in " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void apply(List<Item> changes, Consumer<Item> done) {
        for (Item change : changes) {
            api.add(dashboard(change.name()));
            done.accept(change);
        }
    }

    private Dashboard dashboard(String name) {
        return new Dashboard(name, ids.get(name), directory.resolve(name + SUFFIX));
    }
}
