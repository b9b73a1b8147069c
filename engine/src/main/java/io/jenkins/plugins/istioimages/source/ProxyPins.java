package io.jenkins.plugins.istioimages.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** What istio's and proxy's own files say of the proxy that belongs to them. */
public final class ProxyPins {
    private static final String PROXY = "proxy";

    private final MirrorCache mirrors;

    public ProxyPins(MirrorCache mirrors) {
        this.mirrors = mirrors;
    }

    /**
     * The Envoy that a commit of istio/proxy is built with.
     *
     * @throws UnknownModuleException if its files name none, or several
     * @throws GitException as {@link SourceResolver#fetch}
     */
    public EnvoyPin envoy(ResolvedSource proxy) {
        return envoy(tree(proxy), Asker.of(proxy));
    }

    /**
     * The commit of istio/proxy that an istio tree's scripts look for, whatever a manifest says of it; empty where the
     * tree names none.
     *
     * @throws SourceFileException if its {@code istio.deps} is malformed
     * @throws GitException as {@link SourceResolver#fetch}
     */
    public Optional<String> proxy(ResolvedSource istio) {
        return tree(istio).file("istio.deps").flatMap(file -> IstioDeps.parse(file)
                .revision(PROXY));
    }

    private SourceTree tree(ResolvedSource source) {
        Mirror mirror = mirrors.mirror(source);
        return new SourceTree(
                mirror, Asker.of(source), source.name(), mirror.commit(ObjectId.fromString(source.sha())));
    }

    static EnvoyPin envoy(SourceTree tree, Asker asker) {
        List<EnvoyPin> pins = new ArrayList<>();
        for (String name : EnvoyPin.FILES) {
            tree.file(name)
                    .flatMap(EnvoyPin::find)
                    .map(pin -> new EnvoyPin(pin.sha(), pin.how() + " in " + name, pin.git(), pin.module()))
                    .ifPresent(pins::add);
        }
        if (pins.isEmpty()) {
            throw UnknownModuleException.of(
                    asker,
                    "none of " + String.join(", ", EnvoyPin.FILES) + " of " + tree.label()
                            + " names Envoy's commit (ENVOY_SHA)");
        }
        if (pins.stream().map(EnvoyPin::sha).distinct().count() > 1) {
            throw UnknownModuleException.of(
                    asker,
                    tree.label() + " names different commits of Envoy: "
                            + String.join(", ", pins.stream().map(EnvoyPin::how).toList())
                            + "; give the sha that is meant");
        }
        return pins.get(0);
    }
}
