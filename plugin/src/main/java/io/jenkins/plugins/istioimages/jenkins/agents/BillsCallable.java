package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.catalog.Catalog;
import io.jenkins.plugins.istioimages.catalog.CatalogImage;
import io.jenkins.plugins.istioimages.catalog.CatalogYaml;
import io.jenkins.plugins.istioimages.oci.Descriptor;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.plan.Hub;
import io.jenkins.plugins.istioimages.publish.bills.ImageBills;
import io.jenkins.plugins.istioimages.publish.bills.KeyClaim;
import io.jenkins.plugins.istioimages.registry.RegistryStore;
import io.jenkins.plugins.istioimages.store.ImageStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the bills of a release that are to be signed: of manifests that a hub has no signed one of. They are kept beside the
 * workspace until the release is published.
 */
public final class BillsCallable extends EngineCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String catalog;
    private final String staging;
    private final ArrayList<String> hubs;
    private final ReleaseSignatures signatures;
    private final Machine machine;

    /**
     * @param catalog text of {@code images.yaml}
     * @param staging where the images are: {@code oci:DIR}, or empty for the registries that the catalog names
     * @param signatures of the images, by the same key
     */
    public BillsCallable(
            String catalog, String staging, List<String> hubs, ReleaseSignatures signatures, Machine machine) {
        this.catalog = catalog;
        this.staging = staging;
        this.hubs = new ArrayList<>(hubs);
        this.signatures = signatures;
        this.machine = machine;
    }

    /** Beside a workspace, where Jenkins has what is temporary. */
    static Path place(Path workspace) {
        return workspace.resolveSibling(workspace.getFileName() + "@tmp").resolve("istio-images-bills");
    }

    /** The digests of manifests whose bills are there, one a line. */
    @Override
    String work(Path workspace) {
        Catalog images = CatalogYaml.read("images.yaml", catalog.getBytes(StandardCharsets.UTF_8));
        ImageBills.delete(place(workspace));
        Set<String> made = new LinkedHashSet<>();
        try (RegistryStore targets = machine.login().open(machine.environment(), machine.log());
                Staging source = Staging.open(staging, machine);
                ImageBills bills = new ImageBills(source.store(), images).keptIn(place(workspace))) {
            for (CatalogImage image : images.images()) {
                for (Digest manifest : ReleaseSignatures.manifests(image)) {
                    if (!isSigned(source.store(), image.repository(), manifest)
                            && isMissing(targets, image, manifest)) {
                        bills.of(image.digest(), manifest);
                        made.add(manifest.toString());
                    }
                }
            }
        }
        machine.say(made.size() + " bills of materials made, to be signed");
        return String.join("\n", made);
    }

    private boolean isMissing(ImageStore targets, CatalogImage image, Digest manifest) {
        return hubs.stream().anyMatch(hub -> !isSigned(targets, Hub.parse(hub).image(image.name()), manifest));
    }

    private boolean isSigned(ImageStore store, Repository repository, Digest manifest) {
        KeyClaim claim = signatures.bills();
        Optional<Descriptor> there = store.resolve(repository.digest(manifest));
        return there.filter(descriptor -> claim.isOn(store, repository, descriptor))
                .isPresent();
    }
}
