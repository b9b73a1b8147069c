package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Assembler;
import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.data.AssemblyImage;
import io.jenkins.plugins.istioimages.bench.data.LayoutDirectory;
import io.jenkins.plugins.istioimages.bench.registry.Seeding;
import java.io.IOException;
import java.util.List;

/** From Dockerfiles and executables to images in a registry that holds nothing but their base. */
final class AssembleScenario implements Scenario {
    private final String name;
    private final List<Assembler> assemblers;
    private final List<AssemblyImage> images;
    private final LayoutDirectory base;

    AssembleScenario(String name, List<Assembler> assemblers, List<AssemblyImage> images, LayoutDirectory base) {
        this.name = name;
        this.assemblers = List.copyOf(assemblers);
        this.images = List.copyOf(images);
        this.base = base;
    }

    @Override
    public List<Assembler> contenders() {
        return assemblers;
    }

    @Override
    public void play(Contender contender, Turn turn) throws IOException {
        Assembler assembler = (Assembler) contender;
        new Seeding(turn.registry(), base).push(turn.hub().path());
        turn.run(
                name,
                assembler.assemble(turn.workspace(), images, turn.hub()),
                assembler.check(turn.workspace(), images, base, turn.hub()));
    }
}
