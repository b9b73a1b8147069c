package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.contender.Copier;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.registry.CopiedCheck;
import io.jenkins.plugins.istioimages.bench.registry.Seeding;
import java.io.IOException;
import java.util.List;

/** Images from one path of a registry to another path of the same registry, where blobs can be mounted. */
final class MountScenario implements Scenario {
    private static final String STAGING = "staging";

    private final String name;
    private final List<Copier> copiers;
    private final LayoutDirectory images;

    MountScenario(String name, List<Copier> copiers, LayoutDirectory images) {
        this.name = name;
        this.copiers = List.copyOf(copiers);
        this.images = images;
    }

    @Override
    public List<Copier> contenders() {
        return copiers;
    }

    @Override
    public void play(Contender contender, Turn turn) throws IOException {
        Copier copier = (Copier) contender;
        new Seeding(turn.registry(), images).push(STAGING);
        turn.run(
                name,
                copier.copy(turn.workspace(), images, turn.hub(STAGING), turn.hub()),
                new CopiedCheck(images, turn.hub().path(), copier.keepsIndexes()));
    }
}
