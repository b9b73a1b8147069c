package io.jenkins.plugins.istioimages.catalog;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.List;

/** All renderings by name. */
public final class Renderings {
    private Renderings() {}

    /** In the order in which they are offered. */
    public static List<Rendering> all(RenderOptions options) {
        return List.of(
                new TableRendering(),
                new YamlRendering(),
                new JsonRendering(),
                new HtmlRendering(),
                new ImagesLockRendering(),
                new KustomizeRendering(options),
                new HelmRendering(options),
                new IstioOperatorRendering(options));
    }

    /** The names of all. */
    public static List<String> names() {
        return all(RenderOptions.DEFAULT).stream().map(Rendering::name).toList();
    }

    /** @throws InputException if there is none of that name */
    public static Rendering named(String name, RenderOptions options) {
        return all(options).stream()
                .filter(rendering -> rendering.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("there is no rendering '" + name + "'"
                        + NearestName.hint(name, names()) + " (known: " + String.join(", ", names()) + ")"));
    }
}
