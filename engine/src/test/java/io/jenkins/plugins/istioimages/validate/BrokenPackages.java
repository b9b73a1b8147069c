package io.jenkins.plugins.istioimages.validate;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;

import io.jenkins.plugins.istioimages.catalog.sbom.BillsOfMaterials;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePackage;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePrograms;
import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Releases whose packages, sources or lock are not what they should be. */
final class BrokenPackages {
    private static final String DEB = "deb/istio-sidecar-arm64.deb";
    private static final String RPM = "rpm/istio-sidecar-arm64.rpm";
    private static final String ENVOY = "./usr/local/bin/envoy";
    private static final String AGENT = "./usr/local/bin/pilot-agent";

    private BrokenPackages() {}

    static List<BrokenRelease> all() {
        return List.of(
                new BrokenRelease(
                        "a missing Debian package",
                        fixture -> fixture.packages().remove(DEB),
                        "debian",
                        DEB,
                        "is missing"),
                broken(
                        "a Debian package of another version",
                        DEB,
                        one -> one.version("1.27.2"),
                        "",
                        "the version is 1.27.2, expected " + VERSION),
                broken(
                        "a Debian package of another architecture",
                        DEB,
                        one -> one.architecture("amd64"),
                        "",
                        "the architecture is amd64, expected arm64"),
                broken(
                        "a Debian package of another name",
                        DEB,
                        one -> one.name("istio"),
                        "",
                        "the name is istio, expected istio-sidecar"),
                broken(
                        "a Debian package with programs of another architecture",
                        DEB,
                        one -> one.files().put(AGENT, FixtureGo.program("amd64", "go1.24.3", VERSION)),
                        ": usr/local/bin/pilot-agent",
                        "is an ELF file for amd64, expected linux/arm64"),
                broken(
                        "a Debian package without pilot-agent",
                        DEB,
                        one -> one.files().remove(AGENT),
                        ": usr/local/bin/pilot-agent",
                        "is missing"),
                new BrokenRelease(
                        "a Debian package that is none",
                        fixture -> {
                            fixture.packages().remove(DEB);
                            fixture.files().put(DEB, new byte[] {'?'});
                        },
                        "debian",
                        DEB,
                        "is damaged: it is no Debian package"),
                broken(
                        "an RPM package of another architecture",
                        RPM,
                        one -> one.architecture("x86_64"),
                        "",
                        "the architecture is x86_64, expected aarch64"),
                broken(
                        "an RPM package of another version",
                        RPM,
                        one -> one.version("1.27.30"),
                        "",
                        "the version is 1.27.30, expected " + VERSION),
                broken(
                        "an RPM package with a program of another version",
                        RPM,
                        one -> one.files().put(AGENT, FixtureGo.program("arm64", "go1.24.3", "1.27.2")),
                        ": usr/local/bin/pilot-agent",
                        "does not have the version " + VERSION + " in it; what it has: 1.27.2"),
                broken(
                        "an RPM package with an Envoy of another commit",
                        RPM,
                        one -> one.files().put(ENVOY, FixturePrograms.program("linux", "arm64", "1.35")),
                        ": usr/local/bin/envoy",
                        "does not have the commit " + ReleaseFixture.sha("proxy") + " of proxy in it"),
                broken(
                        "a Debian package with an Envoy of another commit",
                        DEB,
                        one -> one.files().put(ENVOY, FixturePrograms.program("linux", "arm64", "1.35")),
                        ": usr/local/bin/envoy",
                        "does not have the commit " + ReleaseFixture.sha("proxy") + " of proxy in it"),
                new BrokenRelease(
                        "missing sources",
                        fixture -> fixture.archive("sources.tar.gz").remove("sources/envoy/README.md"),
                        "sources",
                        "sources.tar.gz: sources/envoy",
                        "is missing"),
                new BrokenRelease(
                        "licences of the sources that are missing",
                        fixture -> fixture.archive("sources.tar.gz")
                                .put("sources/envoy/licenses/example.org/LICENSE", new byte[1]),
                        "licenses",
                        "licenses/envoy.tar.gz",
                        "is missing"),
                new BrokenRelease(
                        "a lock of another version",
                        fixture -> fixture.replace("", "lock.yaml", VERSION, "1.27.2"),
                        "lock",
                        "lock.yaml",
                        "the version is 1.27.2, expected " + VERSION),
                new BrokenRelease(
                        "a lock of another commit",
                        fixture -> fixture.replace("", "lock.yaml", "proxy\n    sha: ", "proxy\n    sha: 0"),
                        "lock",
                        "lock.yaml",
                        "the commit of proxy is 0"),
                bill(
                        "a missing bill of materials",
                        all -> all.remove(BillsOfMaterials.RELEASE),
                        BillsOfMaterials.RELEASE,
                        "is missing"),
                bill(
                        "a missing bill of materials of the sources",
                        all -> all.remove(BillsOfMaterials.SOURCE),
                        BillsOfMaterials.SOURCE,
                        "is missing"),
                bill(
                        "a bill of materials that forgets a file",
                        all -> all.put("notes.txt", new byte[1]),
                        BillsOfMaterials.RELEASE,
                        "does not name notes.txt"),
                bill(
                        "a bill of materials of another file",
                        all -> all.put("grafana/pilot-dashboard.json", new byte[] {'{', '}'}),
                        BillsOfMaterials.RELEASE,
                        "says SHA-256 "),
                bill(
                        "a bill of materials of another commit",
                        all -> replace(all, BillsOfMaterials.SOURCE, ReleaseFixture.sha("envoy"), "main"),
                        BillsOfMaterials.SOURCE,
                        "the commit of envoy is main, expected "),
                bill(
                        "a bill of materials without an image",
                        all -> replace(
                                all, BillsOfMaterials.RELEASE, pilotDebug().hex(), "0".repeat(64)),
                        BillsOfMaterials.RELEASE,
                        "does not name pilot (debug), sha256:"));
    }

    private static Digest pilotDebug() {
        return ReleaseFixture.valid().catalog().images().stream()
                .filter(image -> image.name().equals("pilot") && image.variant().equals("debug"))
                .findFirst()
                .orElseThrow()
                .digest();
    }

    private static BrokenRelease broken(
            String name, String file, Consumer<FixturePackage> change, String inside, String what) {
        Consumer<ReleaseFixture> both =
                fixture -> change.accept(fixture.packages().get(file));
        return new BrokenRelease(name, both, file.startsWith("deb") ? "debian" : "rpm", file + inside, what);
    }

    private static BrokenRelease bill(
            String name, Consumer<SortedMap<String, byte[]>> change, String where, String what) {
        return new BrokenRelease(name, fixture -> fixture.bills(change), "sbom", where, what);
    }

    private static void replace(SortedMap<String, byte[]> all, String file, String from, String to) {
        String text = new String(all.get(file), StandardCharsets.UTF_8);
        all.put(file, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }
}
