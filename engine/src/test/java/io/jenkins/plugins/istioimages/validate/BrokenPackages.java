package io.jenkins.plugins.istioimages.validate;

import static io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture.VERSION;

import io.jenkins.plugins.istioimages.validate.fixture.FixtureGo;
import io.jenkins.plugins.istioimages.validate.fixture.FixturePackage;
import io.jenkins.plugins.istioimages.validate.fixture.ReleaseFixture;
import java.util.List;
import java.util.function.Consumer;

/** Releases whose packages, sources or lock are not what they should be. */
final class BrokenPackages {
    private static final String DEB = "deb/istio-sidecar-arm64.deb";
    private static final String RPM = "rpm/istio-sidecar-arm64.rpm";
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
                        "the commit of proxy is 0"));
    }

    private static BrokenRelease broken(
            String name, String file, Consumer<FixturePackage> change, String inside, String what) {
        Consumer<ReleaseFixture> both =
                fixture -> change.accept(fixture.packages().get(file));
        return new BrokenRelease(name, both, file.startsWith("deb") ? "debian" : "rpm", file + inside, what);
    }
}
