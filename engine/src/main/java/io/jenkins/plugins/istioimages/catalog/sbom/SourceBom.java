package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.source.Lock;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;

/** The bill of materials of what a release was made from: every repository at its commit. */
final class SourceBom {
    private SourceBom() {}

    static String write(String version, Instant created, Lock lock) {
        SpdxDocument document = new SpdxDocument("istio-source-" + version, created);
        SpdxPackage all = new SpdxPackage(SpdxDocument.id("Sources", "istio " + version), "istio-source")
                .version(version)
                .purpose("SOURCE");
        document.add(all);
        document.relate(SpdxDocument.ID, "DESCRIBES", all.id());
        lock.sources().forEach((name, source) -> {
            SpdxPackage one = new SpdxPackage(SpdxDocument.id("Source", name + " " + source.sha()), name)
                    .version(source.sha())
                    .purpose("SOURCE");
            web(source.git()).ifPresent(uri -> {
                one.downloadLocation("git+" + uri + "@" + source.sha());
                String path = uri.getPath().replaceFirst("^/+", "").replaceFirst("\\.git$", "");
                if ("github.com".equalsIgnoreCase(uri.getHost())) {
                    one.url(PackageUrl.of("github", path.toLowerCase(java.util.Locale.ROOT), source.sha()));
                }
            });
            document.add(one);
            document.relate(all.id(), "CONTAINS", one.id());
        });
        return document.toText();
    }

    /** Where everybody finds it; directories of this machine, and who logs in, are nobody's business. */
    private static Optional<URI> web(String git) {
        try {
            URI uri = new URI(git);
            boolean known = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return known && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
