package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.oci.Platform;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Which builder images are wanted, how and where: texts only, as a step has them. */
public final class BuilderRequest implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final ArrayList<String> hubs;
    private ArrayList<String> versions = new ArrayList<>();
    private ArrayList<String> platforms = new ArrayList<>();
    private String since = "";
    private String tree = "";
    private ArrayList<String> command = new ArrayList<>();
    private String containers = "";
    private String network = "";
    private boolean pull;
    private boolean movingTagOnly;
    private boolean checkOnly;

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

    /** Nothing is published: no hub is asked or written to. */
    public BuilderRequest checkOnly(boolean only) {
        checkOnly = only;
        return this;
    }

    /** Where images go. */
    public List<String> hubs() {
        return List.copyOf(hubs);
    }

    /** In the workspace. */
    public String directory() {
        return directory;
    }

    /** All where there are none. */
    public List<String> versions() {
        return List.copyOf(versions);
    }

    /** What the directory's settings say where there are none. */
    public List<String> platforms() {
        return List.copyOf(platforms);
    }

    /** A commit; empty for everything. */
    public String since() {
        return since;
    }

    /** In the workspace; empty for none. */
    public String tree() {
        return tree;
    }

    /** Of the tree; empty for the usual one. */
    public List<String> command() {
        return List.copyOf(command);
    }

    /** A program; empty for the one at hand. */
    public String containers() {
        return containers;
    }

    /** Of RUN instructions; empty for the program's own. */
    public String network() {
        return network;
    }

    /** Whether base images are asked for again. */
    public boolean pull() {
        return pull;
    }

    /** Whether no tag names a commit. */
    public boolean movingTagOnly() {
        return movingTagOnly;
    }

    /** Whether images are built and tried, and not published. */
    public boolean checkOnly() {
        return checkOnly;
    }

    /** The hubs as the engine has them. */
    public List<Repository> repositories() {
        return hubs.stream().map(hub -> Hub.parse(hub).repository()).toList();
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
        if (hubs.isEmpty() && !checkOnly) {
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
