package io.jenkins.plugins.istioimages.jenkins.data;

import io.jenkins.plugins.istioimages.builder.BuilderSender;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** Platforms that are built in one place, one after the other. */
public final class BuilderBranch implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final String label;
    private final ArrayList<String> platforms;

    private BuilderBranch(String id, String label, Collection<Platform> platforms) {
        this.id = id;
        this.label = label;
        this.platforms =
                new ArrayList<>(platforms.stream().map(Platform::toString).toList());
    }

    /** In the workspace that was planned in. */
    public static BuilderBranch here(Collection<Platform> platforms) {
        String id = platforms.stream().map(Platform::slug).collect(Collectors.joining("-", "builder-", ""));
        return new BuilderBranch(id, "", platforms);
    }

    /** On an agent that a label expression chooses. */
    public static BuilderBranch on(String label, Platform platform) {
        return new BuilderBranch(BuilderSender.stage(platform), label, List.of(platform));
    }

    /** Unique in the plan: {@code builder-linux-arm64}. */
    @Whitelisted
    public String getId() {
        return id;
    }

    /** Whether it is the workspace that was planned in. */
    @Whitelisted
    public boolean isHere() {
        return label.isEmpty();
    }

    /** Expression that chooses its agent; empty for the workspace that was planned in. */
    @Whitelisted
    public String getLabel() {
        return label;
    }

    /** {@code linux/arm64} each. */
    @Whitelisted
    public List<String> getPlatforms() {
        return List.copyOf(platforms);
    }

    /** As the engine has them. */
    public List<Platform> platforms() {
        return platforms.stream().map(Platform::parse).toList();
    }

    @Override
    public String toString() {
        return id;
    }
}
