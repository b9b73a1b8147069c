package io.jenkins.plugins.istioimages.catalog.sbom;

import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.RequiredCrate;
import io.jenkins.plugins.istioimages.source.RequiredModule;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.source.SourceArchive;
import io.jenkins.plugins.istioimages.source.SourceInventory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The bill of materials of what a release was made from: every repository at its commit, its files, and the Go modules and
 * Rust crates that it requires.
 */
final class SourceBom {
    private static final String CONTAINS = "CONTAINS";
    private static final String REQUIRES = "DEPENDS_ON";
    private static final Set<String> CRATES_IO =
            Set.of("registry+https://github.com/rust-lang/crates.io-index", "sparse+https://index.crates.io/");

    private final SpdxDocument document;
    private final SpdxPackage all;
    private final SourceInventory inventory;

    SourceBom(String version, Instant created, SourceInventory inventory) {
        this.inventory = inventory;
        this.document = new SpdxDocument("istio-source-" + version, created);
        this.all = new SpdxPackage(SpdxDocument.id("Sources", "istio " + version), "istio-source")
                .version(version)
                .purpose("SOURCE");
    }

    void write(Lock lock, OutputStream out) throws IOException {
        document.add(all);
        document.relate(SpdxDocument.ID, "DESCRIBES", all.id());
        lock.sources().forEach(this::add);
        document.writeTo(out);
    }

    private void add(String name, ResolvedSource source) {
        SpdxPackage one = new SpdxPackage(SpdxDocument.id("Source", name + " " + source.sha()), name)
                .version(source.sha())
                .purpose("SOURCE");
        web(source.git()).ifPresent(uri -> {
            one.downloadLocation("git+" + uri + "@" + source.sha());
            String path = uri.getPath().replaceFirst("^/+", "").replaceFirst("\\.git$", "");
            if ("github.com".equalsIgnoreCase(uri.getHost())) {
                one.url(PackageUrl.of("github", path.toLowerCase(Locale.ROOT), source.sha()));
            }
        });
        List<String> sha1 = new ArrayList<>();
        inventory.files(source, file -> {
            sha1.add(file.sha1());
            // The names that they have in sources.tar.gz.
            String path = SourceArchive.ROOT + name + "/" + file.path();
            document.relate(one.id(), CONTAINS, document.add(new SpdxFile(path, file.sha1(), file.sha256())));
        });
        document.add(one.analyzed(sha1));
        document.relate(all.id(), CONTAINS, one.id());
        inventory.modules(source).forEach(module -> document.relate(one.id(), REQUIRES, add(module)));
        inventory.crates(source).forEach(crate -> document.relate(one.id(), REQUIRES, add(crate)));
    }

    private String add(RequiredCrate crate) {
        PackageUrl url = PackageUrl.of("cargo", crate.name(), crate.version());
        SpdxPackage one = new SpdxPackage(
                        SpdxDocument.id("Crate", crate.name() + " " + crate.version() + " " + crate.origin()),
                        crate.name())
                .version(crate.version())
                .sourceInfo("Cargo.lock: " + crate.origin())
                .url(located(url, crate.origin()));
        crate.sha256().ifPresent(hex -> one.digest(Digest.parse("sha256:" + hex)));
        document.add(one);
        return one.id();
    }

    /** Where a crate is from, unless that is where all are (package-url's types cargo and qualifiers). */
    private static PackageUrl located(PackageUrl url, String origin) {
        if (origin.startsWith("git+")) {
            // What stands behind the address is what was asked for; the commit is what was found.
            return url.with("vcs_url", origin.replaceFirst("\\?[^#]*", "").replace('#', '@'));
        }
        return CRATES_IO.contains(origin)
                ? url
                : url.with("repository_url", origin.replaceFirst("^(registry|sparse)\\+", ""));
    }

    private String add(RequiredModule module) {
        String what = module.path() + " " + module.version();
        SpdxPackage one = new SpdxPackage(
                        SpdxDocument.id(
                                "Module",
                                what + module.sum().map(sum -> " " + sum).orElse("")),
                        module.path())
                .version(module.version())
                .url(PackageUrl.of("golang", module.path(), module.version()));
        module.sum().ifPresent(sum -> one.comment("go.sum: " + sum));
        document.add(one);
        return one.id();
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
