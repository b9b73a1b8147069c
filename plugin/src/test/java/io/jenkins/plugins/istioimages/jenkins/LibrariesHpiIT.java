package io.jenkins.plugins.istioimages.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What of others is in the plugin: the libraries of the stores of buckets, and nothing that Jenkins brings. */
class LibrariesHpiIT {
    private static final Path HPI = Path.of(System.getProperty("hpi"));
    private static final String LIBRARIES = "WEB-INF/lib/";
    private static final Set<String> OURS = Set.of("istio-images.jar", "istio-images-engine.jar");
    private static final long LARGEST = 24_000_000;
    /** Of Jenkins, and of the plugins that ours depends on. */
    private static final List<String> BROUGHT = List.of(
            "com/fasterxml/jackson/",
            "com/google/common/",
            "com/google/gson/",
            "com/google/inject/",
            "groovy/",
            "javax/annotation/",
            "org/apache/",
            "org/bouncycastle/",
            "org/codehaus/",
            "org/eclipse/jgit/",
            "org/slf4j/",
            "org/springframework/",
            "org/yaml/snakeyaml/");

    private static final Map<String, List<String>> classes = new HashMap<>();
    private static String dependencies;

    @BeforeAll
    static void read() throws IOException {
        try (ZipFile hpi = new ZipFile(HPI.toFile())) {
            for (ZipEntry entry : hpi.stream().map(ZipEntry.class::cast).toList()) {
                if (entry.getName().startsWith(LIBRARIES) && entry.getName().endsWith(".jar")) {
                    classes.put(entry.getName().substring(LIBRARIES.length()), classes(hpi.getInputStream(entry)));
                }
            }
            dependencies = new java.util.jar.Manifest(hpi.getInputStream(hpi.getEntry("META-INF/MANIFEST.MF")))
                    .getMainAttributes()
                    .getValue("Plugin-Dependencies");
        }
    }

    @Test
    void what_exists_as_a_plugin_comes_from_there() {
        assertThat(dependencies.split(",", -1))
                .extracting(dependency -> dependency.replaceAll(":.*", ""))
                .contains(
                        "bouncycastle-api",
                        "commons-compress-api",
                        "git-client",
                        "gson-api",
                        "jackson2-api",
                        "snakeyaml-api");
        assertThat(classes).allSatisfy((jar, names) -> assertThat(names).as(jar).noneMatch(name -> BROUGHT.stream()
                .anyMatch(name::startsWith)));
    }

    @Test
    void both_kinds_of_bucket_can_be_opened() {
        assertThat(classes.values().stream().flatMap(List::stream).toList())
                .contains(
                        "software/amazon/awssdk/services/s3/S3Client.class",
                        "software/amazon/awssdk/services/sts/StsClient.class",
                        "software/amazon/awssdk/http/urlconnection/UrlConnectionHttpClient.class",
                        "com/google/cloud/storage/StorageOptions.class",
                        "io/grpc/Context.class")
                .doesNotHaveDuplicates();
    }

    @Test
    void the_license_of_each_library_is_shown_in_jenkins() throws Exception {
        Set<String> named = new TreeSet<>();
        try (ZipFile hpi = new ZipFile(HPI.toFile());
                InputStream in = hpi.getInputStream(hpi.getEntry("WEB-INF/licenses.xml"))) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            NodeList all = factory.newDocumentBuilder().parse(in).getElementsByTagNameNS("licenses", "dependency");
            for (int i = 0; i < all.getLength(); i++) {
                Element one = (Element) all.item(i);
                named.add(one.getAttribute("artifactId") + "-" + one.getAttribute("version") + ".jar");
                assertThat(one.getElementsByTagNameNS("licenses", "license").getLength())
                        .as(one.getAttribute("name"))
                        .isPositive();
            }
        }
        Set<String> libraries = new TreeSet<>(classes.keySet());
        libraries.removeAll(OURS);
        assertThat(named)
                .as("src/main/hpi/WEB-INF/licenses.xml, and what is in %s", LIBRARIES)
                .isEqualTo(libraries);
        assertThat(classes.keySet()).containsAll(OURS);
    }

    @Test
    void it_is_not_larger_than_it_has_to_be() throws IOException {
        assertThat(Files.size(HPI)).isLessThan(LARGEST);
    }

    /** But those of modules and of older or newer Javas. */
    private static List<String> classes(InputStream jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(jar)) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.equals("module-info.class")) {
                    names.add(name);
                }
            }
        }
        return names;
    }
}
