package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Which builder images are wanted, how and where: texts only, as a step has them. */
public final class BuilderRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    final String directory;
    final ArrayList<String> hubs;
    ArrayList<String> versions = new ArrayList<>();
    ArrayList<String> platforms = new ArrayList<>();
    String since = "";
    String tree = "";
    ArrayList<String> command = new ArrayList<>();
    String containers = "";
    String network = "";
    boolean pull;
    boolean movingTagOnly;

    /**
     * @param directory in the workspace
     * @param hubs that images go below
     */
    public BuilderRequest(String directory, List<String> hubs) {
        this.directory = directory;
        this.hubs = new ArrayList<>(hubs);
    }

    /** @param newVersions all where there are none */
    public BuilderRequest versions(List<String> newVersions, String newSince) {
        versions = new ArrayList<>(newVersions);
        since = newSince;
        return this;
    }

    public BuilderRequest platforms(List<String> newPlatforms) {
        platforms = new ArrayList<>(newPlatforms);
        return this;
    }

    /**
     * Has a tree built with each image.
     *
     * @param newTree in the workspace; empty for none
     * @param newCommand an argument list; empty for the usual one
     */
    public BuilderRequest tree(String newTree, List<String> newCommand) {
        tree = newTree;
        command = new ArrayList<>(newCommand);
        return this;
    }

    /** @param newContainers program; empty for the one at hand */
    public BuilderRequest containers(String newContainers, String newNetwork, boolean newPull) {
        containers = newContainers;
        network = newNetwork;
        pull = newPull;
        return this;
    }

    public BuilderRequest movingTagOnly(boolean only) {
        movingTagOnly = only;
        return this;
    }

    /** Where images go. */
    public List<String> hubs() {
        return List.copyOf(hubs);
    }

    /**
     * Checks what can be without an agent.
     *
     * @throws InputException if something is wrong
     */
    public void check() {
        if (directory.isEmpty()) {
            throw new InputException("say which directory holds the builder images, like docker");
        }
        if (hubs.isEmpty()) {
            throw new InputException("say at least one hub to publish to, like quay.io/maistra-dev");
        }
        hubs.forEach(hub -> Hub.parse(hub).repository());
        platforms.forEach(Platform::parse);
        if (tree.isEmpty() && !command.isEmpty()) {
            throw new InputException("checkCommand needs the tree that it is to be run in");
        }
        for (String word : List.of(since, containers, network)) {
            if (word.startsWith("-")) {
                throw new InputException("'" + word + "' is wrong: it must not begin with a dash");
            }
        }
    }
}
