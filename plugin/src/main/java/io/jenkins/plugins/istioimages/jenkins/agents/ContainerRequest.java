package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.build.ContainerOptions;
import io.jenkins.plugins.istioimages.build.PullPolicy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How builder containers are to be run: the texts of a step's parameters. */
public final class ContainerRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String user;
    private final ArrayList<String> volumes;
    private final String network;
    private final TreeMap<String, String> environment;
    private final String pull;

    /** Each as in {@link ContainerOptions}; an empty text or list is none. */
    public ContainerRequest(
            String user, List<String> volumes, String network, Map<String, String> environment, String pull) {
        this.user = user;
        this.volumes = new ArrayList<>(volumes);
        this.network = network;
        this.environment = new TreeMap<>(environment);
        this.pull = pull;
    }

    static ContainerRequest none() {
        return new ContainerRequest("", List.of(), "", Map.of(), "");
    }

    /** The same with another directory of the agent, unless it is empty or there already. */
    ContainerRequest withVolume(String directory) {
        ArrayList<String> more = new ArrayList<>(volumes);
        if (!directory.isEmpty() && !more.contains(directory)) {
            more.add(directory);
        }
        return new ContainerRequest(user, more, network, environment, pull);
    }

    /**
     * As the engine wants it.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if a text is wrong
     */
    public ContainerOptions options() {
        return new ContainerOptions(user, volumes, network, environment, PullPolicy.parse(pull));
    }
}
