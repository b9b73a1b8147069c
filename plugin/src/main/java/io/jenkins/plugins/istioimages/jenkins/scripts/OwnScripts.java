package io.jenkins.plugins.istioimages.jenkins.scripts;

import hudson.Extension;
import java.net.URL;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;

/**
 * Lets the trusted shell load the scripts of this plugin, and only these: they are told by their whole URL in the
 * plugin's own class loader, so a file of the same name elsewhere is none of them.
 */
@Extension
public class OwnScripts extends GroovySourceFileAllowlist {
    /** Names of the scripts that steps run. */
    static final Set<String> NAMES = Set.of("BuilderImageScript", "IstioBuildScript");

    private final Set<String> urls;

    /** The scripts in the jar that this class came from. */
    public OwnScripts() {
        this(NAMES.stream().map(OwnScripts::resource).flatMap(Stream::ofNullable));
    }

    OwnScripts(Stream<URL> scripts) {
        this.urls = scripts.map(URL::toString).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean isAllowed(String groovySourceFileUrl) {
        return urls.contains(groovySourceFileUrl);
    }

    private static URL resource(String name) {
        return OwnScripts.class.getResource(name + ".groovy");
    }
}
