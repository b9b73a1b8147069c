package io.jenkins.plugins.istioimages.source;

import io.jenkins.plugins.istioimages.errors.NearestName;
import io.jenkins.plugins.istioimages.manifest.Auto;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the revision of a dependency in a file of istio's or proxy's tree ({@code auto}). */
final class AutoLookup {
    private final SourceTree tree;
    private final Asker asker;

    /** @param tree istio's for {@code deps} and {@code modules}, proxy's for {@code proxy_workspace} */
    AutoLookup(SourceTree tree, Asker asker) {
        this.tree = tree;
        this.asker = asker;
    }

    /**
     * The revision.
     *
     * @param name of the dependency
     * @param url of its repository
     * @throws UnknownModuleException if the file does not name it
     */
    Revision find(Auto auto, String name, GitUrl url) {
        return switch (auto) {
            case DEPS -> inDeps(name);
            case MODULES -> inModules(name, url);
            case PROXY_WORKSPACE -> inProxy();
        };
    }

    private Revision inDeps(String name) {
        IstioDeps deps = IstioDeps.parse(file("istio.deps"));
        String revision = deps.revision(name)
                .orElseThrow(() -> UnknownModuleException.of(
                        asker,
                        tree.label() + ":istio.deps has no entry with repoName '" + name + "'"
                                + NearestName.hint(name, deps.repoNames()) + " (it has "
                                + String.join(", ", deps.repoNames()) + ")"));
        return Revision.of(revision, "istio.deps of " + tree.label());
    }

    private Revision inModules(String name, GitUrl url) {
        GoMod mod = GoMod.parse(file("go.mod"));
        GoMod.Requirement required =
                requirement(mod, List.of("istio.io/" + name, webPath(url))).orElseThrow(() -> unknownModule(mod, name));
        String version = mod.replacement(required)
                .map(replacement -> replaced(required, replacement, url))
                .orElse(required.version());
        GoVersion parsed = GoVersion.of(version);
        return new Revision(
                parsed.revision(),
                parsed.committed(),
                required.path() + " " + version + " in go.mod of " + tree.label());
    }

    /** A later major version has its number at the end of the module path; the highest one counts. */
    private static Optional<GoMod.Requirement> requirement(GoMod mod, List<String> paths) {
        for (String path : paths) {
            Pattern pattern = Pattern.compile(Pattern.quote(path) + "(?:/v([0-9]{1,9}))?");
            Optional<GoMod.Requirement> found = mod.requirements().stream()
                    .filter(r -> !path.isEmpty() && pattern.matcher(r.path()).matches())
                    .max(Comparator.comparingInt(r -> r.path().length() == path.length()
                            ? 0
                            : Integer.parseInt(r.path().substring(path.length() + 2))));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What istio is built with is what takes the module's place, if that comes from this repository. */
    private String replaced(GoMod.Requirement required, GoMod.Replacement replacement, GitUrl url) {
        boolean sameRepository = replacement.newPath().equals(required.path())
                || replacement.newPath().equals(webPath(url));
        if (sameRepository && replacement.newVersion().isPresent()) {
            return replacement.newVersion().get();
        }
        throw UnknownModuleException.of(
                asker,
                tree.label() + ":go.mod replaces " + required.path() + " by " + replacement.newPath()
                        + replacement.newVersion().map(v -> " " + v).orElse("")
                        + ", which is not in " + url + "; give the repository and commit that are meant");
    }

    private Revision inProxy() {
        EnvoyPin pin = ProxyPins.envoy(tree, asker);
        return Revision.of(pin.sha(), pin.how() + " of " + tree.label());
    }

    private SourceText file(String path) {
        return tree.file(path)
                .orElseThrow(() -> UnknownModuleException.of(asker, "there is no " + path + " in " + tree.label()));
    }

    private UnknownModuleException unknownModule(GoMod mod, String name) {
        List<String> istios = mod.requirements().stream()
                .map(GoMod.Requirement::path)
                .filter(path -> path.startsWith("istio.io/"))
                .toList();
        return UnknownModuleException.of(
                asker,
                "module istio.io/" + name + " is not in " + tree.label() + ":go.mod"
                        + NearestName.hint("istio.io/" + name, istios) + " (it requires "
                        + (istios.isEmpty() ? "no istio.io module" : String.join(", ", istios)) + ")");
    }

    /** The module path that a repository without a path of its own has: its host and path. */
    private static String webPath(GitUrl url) {
        if (url.local().isPresent()) {
            return "";
        }
        String path = url.uri().getPath().replaceFirst("^/", "").replaceFirst("\\.git$", "");
        return url.uri().getHost() + "/" + path;
    }
}
