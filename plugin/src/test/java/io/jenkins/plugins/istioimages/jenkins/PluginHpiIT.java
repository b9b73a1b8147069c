package io.jenkins.plugins.istioimages.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Reads the file that users install, as Jenkins reads it. */
class PluginHpiIT {
    private static final Path HPI = Path.of(System.getProperty("hpi"));
    private static final String OWN_JAR = "WEB-INF/lib/istio-images.jar";
    private static final String ENGINE_JAR = "WEB-INF/lib/istio-images-engine.jar";
    private static final String INDEX = "META-INF/annotations/hudson.Extension";

    private static Manifest manifest;
    private static List<ZipEntry> entries;
    private static Map<String, byte[]> own;
    private static Manifest ownManifest;
    private static Map<String, byte[]> engine;

    @BeforeAll
    static void read() throws IOException {
        try (ZipFile hpi = new ZipFile(HPI.toFile())) {
            entries = new ArrayList<>(Collections.list(hpi.entries()).stream()
                    .map(ZipEntry.class::cast)
                    .toList());
            manifest = new Manifest(hpi.getInputStream(hpi.getEntry("META-INF/MANIFEST.MF")));
            byte[] jar = hpi.getInputStream(hpi.getEntry(OWN_JAR)).readAllBytes();
            own = content(jar);
            ownManifest = new Manifest(new ByteArrayInputStream(own.get("META-INF/MANIFEST.MF")));
            engine = content(hpi.getInputStream(hpi.getEntry(ENGINE_JAR)).readAllBytes());
        }
    }

    @Test
    void manifest_tells_jenkins_who_it_is() {
        assertThat(attribute("Short-Name")).isEqualTo("istio-images");
        assertThat(attribute("Long-Name")).isEqualTo("Istio Images");
        assertThat(attribute("Group-Id")).isEqualTo("io.jenkins.plugins");
        assertThat(attribute("Artifact-Id")).isEqualTo("istio-images");
        assertThat(attribute("Url")).startsWith("https://");
        assertThat(attribute("Specification-Title")).isNotBlank();
        assertThat(attribute("Plugin-Version"))
                .isEqualTo(System.getProperty("hpi.version"))
                .isEqualTo(attribute("Implementation-Version"));
    }

    @Test
    void manifest_says_what_it_needs() {
        assertThat(attribute("Jenkins-Version")).isEqualTo(System.getProperty("hpi.jenkins"));
        assertThat(attribute("Minimum-Java-Version")).isEqualTo("17");
        assertThat(attribute("Support-Dynamic-Loading")).isEqualTo("true");
    }

    @Test
    void dependencies_have_a_version_each_and_only_docker_is_optional() {
        Pattern form = Pattern.compile("[a-z0-9-]+:[0-9][A-Za-z0-9._-]*(;resolution:=optional)?");
        String[] dependencies = attribute("Plugin-Dependencies").split(",", -1);
        assertThat(dependencies).allMatch(dependency -> form.matcher(dependency).matches());
        assertThat(dependencies)
                .filteredOn(dependency -> dependency.endsWith(";resolution:=optional"))
                .singleElement()
                .asString()
                .startsWith("docker-workflow:");
        assertThat(dependencies).isSorted();
    }

    @Test
    void engine_jar_holds_the_engine_alone() {
        assertThat(engine.keySet())
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("io/jenkins/plugins/istioimages/"));
    }

    @Test
    void own_jar_has_the_manifest_of_a_plugin_so_that_its_classes_may_cross_to_the_controller() {
        assertThat(ownManifest.getMainAttributes().getValue("Short-Name")).isEqualTo("istio-images");
        assertThat(ownManifest.getMainAttributes()).isEqualTo(manifest.getMainAttributes());
    }

    @Test
    void every_extension_is_in_the_index() {
        String index = new String(own.get(INDEX + ".txt"), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(own).containsKey(INDEX);
        assertThat(extensions()).isNotEmpty().allSatisfy(name -> assertThat(index)
                .contains(name));
    }

    @Test
    void parameters_have_their_names() {
        assertThat(classes())
                .flatMap(type -> type.methods)
                .filteredOn(method -> isBound(method) && !method.desc.startsWith("()"))
                .allSatisfy(method -> assertThat(method.parameters)
                        .as(method.name + method.desc)
                        .isNotEmpty());
    }

    @Test
    void signatures_of_jenkins_are_not_shipped() {
        assertThat(own.keySet())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("io/jenkins/plugins/istioimages/jenkins/"));
    }

    @Test
    void description_for_the_plugin_manager_is_there() {
        assertThat(own).containsKey("index.jelly");
    }

    @Test
    void nothing_in_it_depends_on_when_or_where_it_was_made() {
        Instant fixed = Instant.parse(System.getProperty("hpi.timestamp"));
        assertThat(entries).allSatisfy(entry -> assertThat(entry.getTimeLocal().toInstant(ZoneOffset.UTC))
                .as(entry.getName())
                .isEqualTo(fixed));
        List<String> names = entries.stream()
                .map(ZipEntry::getName)
                .filter(name -> !name.startsWith("META-INF"))
                .toList();
        assertThat(names).isEqualTo(List.copyOf(new TreeSet<>(names)));
        assertThat(manifest.getMainAttributes().keySet().stream().map(Object::toString))
                .doesNotContain("Built-By", "Build-Jdk", "Build-Jdk-Spec", "Created-By");
    }

    private static boolean isBound(MethodNode method) {
        return method.visibleAnnotations != null
                && method.visibleAnnotations.stream()
                        .anyMatch(annotation -> annotation.desc.startsWith("Lorg/kohsuke/stapler/"));
    }

    private static List<String> extensions() {
        return classes().stream()
                .filter(type -> type.visibleAnnotations != null
                        && type.visibleAnnotations.stream()
                                .anyMatch(annotation -> annotation.desc.equals("Lhudson/Extension;")))
                .map(type -> type.name.replace('/', '.'))
                .toList();
    }

    private static List<ClassNode> classes() {
        return own.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".class"))
                .map(entry -> {
                    ClassNode node = new ClassNode();
                    new ClassReader(entry.getValue()).accept(node, ClassReader.SKIP_CODE);
                    return node;
                })
                .toList();
    }

    private static String attribute(String name) {
        Attributes attributes = manifest.getMainAttributes();
        return attributes.getValue(name);
    }

    private static Map<String, byte[]> content(byte[] jar) throws IOException {
        Map<String, byte[]> content = new LinkedHashMap<>();
        try (InputStream in = new ByteArrayInputStream(jar);
                JarInputStream zip = new JarInputStream(in)) {
            if (zip.getManifest() != null) {
                java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
                zip.getManifest().write(out);
                content.put("META-INF/MANIFEST.MF", out.toByteArray());
            }
            for (JarEntry entry; (entry = zip.getNextJarEntry()) != null; ) {
                content.put(entry.getName(), zip.readAllBytes());
            }
        }
        return content;
    }
}
