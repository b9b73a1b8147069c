package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Ids of credentials that single registries have to themselves, by {@code HOST} or {@code HOST:PORT}. One that is named
 * here gets nobody else's, and nobody else gets its own.
 */
public final class HubLogins implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String PARAMETER = "hubCredentials";

    private final TreeMap<String, String> ids;

    private HubLogins(Map<String, String> ids) {
        this.ids = new TreeMap<>(ids);
    }

    /** No registry has any. */
    public static HubLogins none() {
        return new HubLogins(Map.of());
    }

    /**
     * One more registry.
     *
     * @param id empty for the system's, {@code none} for nobody
     * @throws InputException if it is no registry, or was named before
     */
    public HubLogins with(String registry, String id) {
        check(registry);
        String name = Hub.parse(registry + "/x").repository().registry();
        HubLogins more = new HubLogins(ids);
        if (more.ids.put(name, id) != null) {
            throw new InputException(PARAMETER + ": '" + name + "' stands there twice");
        }
        return more;
    }

    /**
     * Checks that each is for a hub: another one is a mistake, and its hub would get what is meant for others.
     *
     * @throws InputException if one is not
     */
    public HubLogins among(List<String> hubs) {
        List<String> registries = registries(hubs);
        for (String registry : ids.keySet()) {
            if (!registries.contains(registry)) {
                throw new InputException(PARAMETER + ": no hub is in '" + registry + "'"
                        + NearestName.hint(registry, registries) + " (there are hubs in "
                        + String.join(", ", registries) + ")");
            }
        }
        return this;
    }

    /**
     * Whose credentials a registry gets.
     *
     * @param common id for those that are not named here
     */
    public String id(String registry, String common) {
        return ids.getOrDefault(registry, common);
    }

    /**
     * Checks the name of one.
     *
     * @throws InputException if no hub is in a registry of that name
     */
    public static void check(String registry) {
        HostNames.check(List.of(registry), PARAMETER);
        if (!registry.contains(".") && !registry.contains(":") && !registry.equals("localhost")) {
            throw new InputException(PARAMETER + ": '" + registry
                    + "' is wrong: expected the registry of a hub, like ghcr.io or registry.example:5000");
        }
    }

    /** {@code HOST} or {@code HOST:PORT} of each hub, once. */
    public static List<String> registries(List<String> hubs) {
        return hubs.stream()
                .map(hub -> Hub.parse(hub).image("x").registry())
                .distinct()
                .toList();
    }
}
