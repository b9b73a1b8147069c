package io.jenkins.plugins.istioimages.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IndexEditorTest {
    @Test
    void what_stays_stays_byte_for_byte() {
        String json = "{ \"x\" : {\"manifests\": [1, 2]}, \"schemaVersion\":2,\n \"manifests\" : [ \n"
                + child('a', ", \"odd\" : [ 1.50 ]") + " ,\t" + child('b', ", \"data\":\"]}\"") + "\n,  "
                + child('c', "") + " ] , \"annotations\":{\"k\":\"ü]\"}}";

        assertThat(keep(json, "a", "c")).isEqualTo(json.replace(" ,\t" + child('b', ", \"data\":\"]}\""), ""));
        assertThat(keep(json, "b"))
                .isEqualTo(json.replace(child('a', ", \"odd\" : [ 1.50 ]") + " ,\t", "")
                        .replace("\n,  " + child('c', ""), ""));
        assertThat(keep(json, "a", "b", "c")).isEqualTo(json);
    }

    @Test
    void an_index_of_nothing_and_a_manifest_are_refused() {
        ManifestContent index = content("{\"schemaVersion\":2,\"manifests\":[" + child('a', "") + "]}");
        assertThatThrownBy(() -> IndexEditor.keep(index, child -> false)).isInstanceOf(InputException.class);
        ManifestContent manifest = ImageManifest.of(
                        MediaTypes.OCI_MANIFEST, Descriptor.of(MediaTypes.OCI_CONFIG, new byte[0]), List.of())
                .content();
        assertThatThrownBy(() -> IndexEditor.keep(manifest, child -> true))
                .isInstanceOf(MalformedContentException.class);
    }

    @Test
    void other_encodings_than_utf8_are_refused_and_not_cut_wrongly() {
        String json = "{\"schemaVersion\":2,\"manifests\":[" + child('a', "") + "," + child('b', "") + "]}";
        for (var charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            ManifestContent index = ManifestContent.of(MediaTypes.OCI_INDEX, json.getBytes(charset));
            assertThatThrownBy(() -> IndexEditor.keep(index, child -> child.size() == 'a'))
                    .isInstanceOf(MalformedContentException.class);
        }
    }

    /** However an index is laid out and whatever it holds besides: a tree edit and a byte edit say the same. */
    @Property(tries = 300)
    void cutting_bytes_is_the_same_as_editing_the_tree(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int count, @ForAll int mask) {
        Random random = new Random(seed);
        List<String> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            children.add(child((char) ('a' + i), odd(random)));
        }
        StringBuilder json = new StringBuilder("{").append(space(random));
        if (random.nextBoolean()) {
            json.append("\"first\":[{\"manifests\":[]}],");
        }
        json.append("\"manifests\"").append(space(random)).append(":[").append(space(random));
        json.append(String.join(space(random) + "," + space(random), children));
        json.append(space(random)).append("]").append(odd(random)).append("}");
        ManifestContent index = content(json.toString());
        List<Descriptor> all = ((ImageIndex) index.parse()).manifests();
        List<Descriptor> wanted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if ((mask >> i & 1) == 1) {
                wanted.add(all.get(i));
            }
        }
        Assume.that(!wanted.isEmpty());

        ManifestContent edited = IndexEditor.keep(index, wanted::contains);
        ObjectNode tree = Json.readObject(index.bytes(), "index");
        ArrayNode list = Json.array();
        for (int i = 0; i < count; i++) {
            if (wanted.contains(all.get(i))) {
                list.add(tree.get("manifests").get(i));
            }
        }
        tree.set("manifests", list);
        assertThat(Json.readObject(edited.bytes(), "edited")).isEqualTo(tree);
        assertThat(edited.parse().references()).isEqualTo(wanted);
        for (int i = 0; i < count; i++) {
            assertThat(new String(edited.bytes(), StandardCharsets.UTF_8).contains(children.get(i)))
                    .isEqualTo(wanted.contains(all.get(i)));
        }
    }

    private static String odd(Random random) {
        String[] parts = {
            "",
            ", \"unknown\" : {\"a\":[{}, [], \"]},\\\"{\"]}",
            ",\"number\":1.0e3",
            ",\"text\":\"ü€𝄞\\u0041\"",
            ",\n\t\"nothing\" : null"
        };
        return parts[random.nextInt(parts.length)];
    }

    private static String space(Random random) {
        String[] spaces = {"", " ", "\n\t", "\r\n  "};
        return spaces[random.nextInt(spaces.length)];
    }

    private static String keep(String json, String... names) {
        ManifestContent edited =
                IndexEditor.keep(content(json), child -> List.of(names).contains(String.valueOf((char) child.size())));
        return new String(edited.bytes(), StandardCharsets.UTF_8);
    }

    private static ManifestContent content(String json) {
        return ManifestContent.of(MediaTypes.OCI_INDEX, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Its size tells its name. */
    private static String child(char name, String more) {
        return "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"size\":" + (int) name + ", \"digest\":\""
                + Digest.sha256(String.valueOf(name)) + "\"" + more + "}";
    }
}
