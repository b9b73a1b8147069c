package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Assembler;
import io.jenkins.plugins.istioimages.bench.contender.Buildah;
import io.jenkins.plugins.istioimages.bench.contender.Contender;
import io.jenkins.plugins.istioimages.bench.contender.Copier;
import io.jenkins.plugins.istioimages.bench.contender.Crane;
import io.jenkins.plugins.istioimages.bench.contender.DockerEngine;
import io.jenkins.plugins.istioimages.bench.contender.Floor;
import io.jenkins.plugins.istioimages.bench.contender.JibCore;
import io.jenkins.plugins.istioimages.bench.contender.LayoutCopier;
import io.jenkins.plugins.istioimages.bench.contender.OrasJava;
import io.jenkins.plugins.istioimages.bench.contender.OurBuilder;
import io.jenkins.plugins.istioimages.bench.contender.OurCli;
import io.jenkins.plugins.istioimages.bench.contender.Publisher;
import io.jenkins.plugins.istioimages.bench.contender.Regctl;
import io.jenkins.plugins.istioimages.bench.contender.Skopeo;
import io.jenkins.plugins.istioimages.bench.data.ArchiveForm;
import io.jenkins.plugins.istioimages.bench.data.DataSet;
import io.jenkins.plugins.istioimages.bench.registry.RegistryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Who does what: the scenarios that were asked for with the contenders that can take part in them. */
public final class Programme implements AutoCloseable {
    private static final int TWO_AT_A_TIME = 2;

    private final DataSet data;
    private final OurCli ours;
    private final Predicate<String> wanted;
    private final Path storage;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<RegistryServer> sources = new ArrayList<>();

    /**
     * Makes the data that the scenarios need.
     *
     * @param names of the scenarios
     * @param wanted tells by its name whether a contender takes part
     */
    public Programme(DataSet data, OurCli ours, Set<String> names, Predicate<String> wanted, Path storage)
            throws IOException {
        this.data = data;
        this.ours = ours;
        this.wanted = wanted;
        this.storage = storage;
        addPublishing(names);
        addCopying(names);
        if (names.contains(Names.ASSEMBLE)) {
            List<Assembler> assemblers = present(
                    List.of(new OurBuilder(), new DockerEngine(), new Buildah(), new JibCore(), new Floor(data)));
            scenarios.add(new AssembleScenario(Names.ASSEMBLE, assemblers, data.assembly(), data.base()));
        }
    }

    public List<Scenario> scenarios() {
        return List.copyOf(scenarios);
    }

    private void addPublishing(Set<String> names) throws IOException {
        Optional<String> warm = Optional.of(Names.WARM).filter(names::contains);
        Optional<String> changed = Optional.of(Names.ONE_LAYER_CHANGED).filter(names::contains);
        boolean cold = names.contains(Names.COLD_GZIP);
        if (cold || warm.isPresent() || changed.isPresent()) {
            PublishScenario.Steps steps = new PublishScenario.Steps(
                    Names.COLD_GZIP,
                    cold,
                    warm,
                    changed,
                    changed.isPresent() ? Optional.of(data.changedArchives()) : Optional.empty());
            scenarios.add(new PublishScenario(steps, gzipPublishers(), data.archives()));
        }
        if (names.contains(Names.COLD_ZSTD)) {
            addCold(Names.COLD_ZSTD, List.of(ours.compressingWith("zstd"), Skopeo.zstd(1), Skopeo.zstd(TWO_AT_A_TIME)));
        }
        if (names.contains(Names.COLD_JDK)) {
            addCold(Names.COLD_JDK, List.of(ours.compressingWith("gzip-jdk")));
        }
        if (names.contains(Names.COLD_DOCKER_SAVE)) {
            List<Publisher> readers = readers(
                    ArchiveForm.BUILDX, List.of(ours, Skopeo.gzip(1), Skopeo.gzip(TWO_AT_A_TIME), new DockerEngine()));
            scenarios.add(new PublishScenario(
                    PublishScenario.Steps.coldOnly(Names.COLD_DOCKER_SAVE),
                    readers,
                    data.archives(ArchiveForm.BUILDX)));
        }
    }

    private void addCold(String name, List<Publisher> publishers) throws IOException {
        scenarios.add(new PublishScenario(
                PublishScenario.Steps.coldOnly(name), readers(data.form(), publishers), data.archives()));
    }

    private List<Publisher> gzipPublishers() {
        return readers(
                data.form(),
                List.of(
                        ours,
                        Skopeo.gzip(1),
                        Skopeo.gzip(TWO_AT_A_TIME),
                        new JibCore(),
                        new OrasJava(),
                        new Crane(),
                        new DockerEngine(),
                        new Floor(data)));
    }

    private void addCopying(Set<String> names) throws IOException {
        List<Copier> copiers = present(
                List.of(ours, Skopeo.gzip(1), Skopeo.gzip(TWO_AT_A_TIME), new OrasJava(), new Crane(), new Regctl()));
        if (names.contains(Names.COPY_REGISTRY)) {
            RegistryServer source = RegistryServer.start(storage);
            sources.add(source);
            scenarios.add(CopyScenario.begin(Names.COPY_REGISTRY, copiers, data.layout(), source));
        }
        if (names.contains(Names.COPY_MOUNT)) {
            scenarios.add(new MountScenario(Names.COPY_MOUNT, copiers, data.layout()));
        }
        if (names.contains(Names.COPY_LAYOUT)) {
            List<LayoutCopier> readers =
                    present(List.of(ours, Skopeo.gzip(1), Skopeo.gzip(TWO_AT_A_TIME), new OrasJava(), new Regctl()));
            scenarios.add(new LayoutScenario(Names.COPY_LAYOUT, readers, data.layout()));
        }
    }

    private List<Publisher> readers(ArchiveForm form, List<Publisher> publishers) {
        return present(publishers).stream()
                .filter(publisher -> publisher.reads(form))
                .toList();
    }

    private <T extends Contender> List<T> present(List<T> contenders) {
        return contenders.stream()
                .filter(contender -> wanted.test(contender.name()))
                .filter(Contender::present)
                .toList();
    }

    @Override
    public void close() {
        sources.forEach(RegistryServer::close);
    }
}
