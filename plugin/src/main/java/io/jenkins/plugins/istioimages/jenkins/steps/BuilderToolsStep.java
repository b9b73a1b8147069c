package io.jenkins.plugins.istioimages.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that makes builder images: on which agents, with what, and what they are tried on. */
public abstract class BuilderToolsStep extends RegistryStep {
    private String tree;
    private List<String> checkCommand = List.of();
    private String containers;
    private String network;
    private boolean pull;
    private List<String> agentLabels = List.of();
    private boolean emulate = true;

    BuilderToolsStep() {}

    public final String getTree() {
        return tree;
    }

    @DataBoundSetter
    public final void setTree(String tree) {
        this.tree = Util.fixEmptyAndTrim(tree);
    }

    public final List<String> getCheckCommand() {
        return checkCommand;
    }

    /** For the form. */
    public final String getCheckCommandText() {
        return Texts.joinedLines(checkCommand);
    }

    /** @param checkCommand an argument each: they may hold blanks */
    @DataBoundSetter
    public final void setCheckCommand(List<String> checkCommand) {
        this.checkCommand = Texts.lines(checkCommand);
    }

    public final String getContainers() {
        return containers;
    }

    @DataBoundSetter
    public final void setContainers(String containers) {
        this.containers = Util.fixEmptyAndTrim(containers);
    }

    public final String getNetwork() {
        return network;
    }

    @DataBoundSetter
    public final void setNetwork(String network) {
        this.network = Util.fixEmptyAndTrim(network);
    }

    public final boolean isPull() {
        return pull;
    }

    @DataBoundSetter
    public final void setPull(boolean pull) {
        this.pull = pull;
    }

    public final List<String> getAgentLabels() {
        return agentLabels;
    }

    /** For the form. */
    public final String getAgentLabelsText() {
        return Texts.joinedLines(agentLabels);
    }

    @DataBoundSetter
    public final void setAgentLabels(List<String> agentLabels) {
        this.agentLabels = Texts.lines(agentLabels);
    }

    public final boolean isEmulate() {
        return emulate;
    }

    @DataBoundSetter
    public final void setEmulate(boolean emulate) {
        this.emulate = emulate;
    }

    /**
     * Label expressions by platform.
     *
     * @throws io.jenkins.plugins.istioimages.errors.InputException if a line is something else
     */
    static Map<String, String> labels(List<String> agentLabels) {
        Map<String, String> labels = new TreeMap<>();
        Texts.fields(agentLabels, "agentLabels")
                .forEach(
                        (platform, label) -> labels.put(Platform.parse(platform).toString(), label));
        return labels;
    }
}
