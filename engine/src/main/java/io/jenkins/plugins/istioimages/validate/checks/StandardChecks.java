package io.jenkins.plugins.istioimages.validate.checks;

import io.jenkins.plugins.istioimages.manifest.Output;
import io.jenkins.plugins.istioimages.validate.Check;
import java.util.List;

/** The checks that a release goes through. */
public final class StandardChecks {
    private StandardChecks() {}

    /** All, in the order of reports. */
    public static List<Check> all() {
        return List.of(
                new ManifestCheck(),
                new LockCheck(),
                new ChecksumsCheck(),
                new ArchivesCheck(),
                new IstioctlCheck(true),
                new IstioctlCheck(false),
                new CompletionCheck(),
                new ChartValuesCheck(false),
                new ChartValuesCheck(true),
                new HelmChartsCheck(),
                new ImagesCheck(),
                new ImageArchivesCheck(),
                new ImagePlatformsCheck(false),
                new ImagePlatformsCheck(true),
                new ImageVersionsCheck(),
                new ProxyCheck(),
                new PlatformsAlikeCheck(),
                new CatalogCheck(),
                new IndexesCheck(),
                new PackagesCheck(Output.DEBIAN),
                new PackagesCheck(Output.RPM),
                new SourcesCheck(),
                new LicensesCheck(),
                new GrafanaCheck(),
                new SbomCheck());
    }
}
