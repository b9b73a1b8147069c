package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.contender.Copier;
import io.jenkins.plugins.istioimages.bench.contender.Hub;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.registry.CopiedCheck;
import io.jenkins.plugins.istioimages.bench.registry.RegistryApi;
import io.jenkins.plugins.istioimages.bench.registry.RegistryServer;
import io.jenkins.plugins.istioimages.bench.registry.Seeding;
import java.io.IOException;
import java.util.List;

/** Images from one registry into another, empty one; both are processes on this machine. */
final class CopyScenario implements Scenario {
    private static final String STAGING = "staging";

    private final String name;
    private final List<Copier> copiers;
    private final LayoutDirectory images;
    private final RegistryServer source;

    private CopyScenario(String name, List<Copier> copiers, LayoutDirectory images, RegistryServer source) {
        this.name = name;
        this.copiers = copiers;
        this.images = images;
        this.source = source;
    }

    /** Fills the source, which the caller closes. */
    static CopyScenario begin(String name, List<Copier> copiers, LayoutDirectory images, RegistryServer source)
            throws IOException {
        new Seeding(new RegistryApi(source.host()), images).push(STAGING);
        return new CopyScenario(name, copiers, images, source);
    }

    @Override
    public List<Copier> contenders() {
        return copiers;
    }

    @Override
    public void play(Contender contender, Turn turn) throws IOException {
        Copier copier = (Copier) contender;
        Hub from = new Hub(source.host(), STAGING);
        turn.run(
                name,
                copier.copy(turn.workspace(), images, from, turn.hub()),
                new CopiedCheck(images, turn.hub().path(), copier.keepsIndexes()));
    }
}
