package io.jenkins.plugins.istioimages.jenkins.pipeline;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The keys of a pipeline: reads what a Jenkinsfile gives, strictly. */
public final class Keys {
    private final String pipeline;
    private final Map<String, Key> keys;

    Keys(String pipeline, List<Key> keys) {
        this.pipeline = pipeline;
        this.keys = keys.stream()
                .collect(Collectors.toMap(Key::name, key -> key, (first, second) -> first, LinkedHashMap::new));
    }

    /** All of them, in the order of the help. */
    public List<Key> all() {
        return List.copyOf(keys.values());
    }

    /**
     * Reads.
     *
     * @throws InputException if a key is unknown, or a value is of another type
     */
    public Settings read(Map<String, ?> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            Key key = keys.get(name);
            if (key == null) {
                throw new InputException(pipeline + " knows no key '" + name + "'"
                        + NearestName.hint(name, keys.keySet()) + " (there are: " + String.join(", ", keys.keySet())
                        + ")");
            }
            if (value != null) {
                values.put(name, read(key, value));
            }
        });
        return new Settings(values);
    }

    private Object read(Key key, Object given) {
        Object value = key.type().read(given);
        if (value == null) {
            throw new InputException(
                    pipeline + ": " + key.name() + " is a " + key.type().word() + ", not '" + given + "'");
        }
        return value;
    }
}
