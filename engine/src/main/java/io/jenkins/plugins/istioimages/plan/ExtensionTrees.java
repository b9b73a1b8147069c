package io.jenkins.plugins.istioimages.plan;

import io.jenkins.plugins.istioimages.source.Lock;
import io.jenkins.plugins.istioimages.source.ResolvedSource;
import io.jenkins.plugins.istioimages.source.SourceFiles;
import java.util.regex.Pattern;

/**
 * What the trees say of Wasm extensions beside Envoy: {@code stats-filter.wasm} and others, which istio has in {@code
 * proxyv2} from 1.5 to 1.17, and which proxy makes with Bazel from 1.7 to 1.19.
 *
 * @param wanted whether istio's scripts bring some
 * @param made whether proxy's {@code make build_wasm} makes some where they are looked for
 */
record ExtensionTrees(boolean wanted, boolean made) {
    /** Target of proxy's makefile. */
    static final String TARGET = "build_wasm";

    private static final String SCRIPT = "bin/init.sh";
    private static final String MAKEFILE = "Makefile.core.mk";
    /** Before 1.7 the target called scripts that need a container engine. */
    private static final Pattern RULE = Pattern.compile("(?m)^" + TARGET + ":.*\n(?:\t.*\n)*?\t.*//extensions:");

    static ExtensionTrees of(SourceFiles files, Lock lock) {
        ResolvedSource proxy = lock.sources().get(EnvoyPlanner.PROXY);
        return of(
                files.text(lock.istio(), SCRIPT).orElse(""),
                files.text(proxy, MAKEFILE).orElse(""));
    }

    static ExtensionTrees of(String script, String makefile) {
        return new ExtensionTrees(
                script.contains(".wasm"), RULE.matcher(makefile).find());
    }
}
