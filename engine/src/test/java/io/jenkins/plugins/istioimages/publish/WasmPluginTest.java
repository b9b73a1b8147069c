package io.jenkins.plugins.istioimages.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.istioimages.layout.TestArchive;
import io.jenkins.plugins.istioimages.store.TestImages;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WasmPluginTest {
    @Test
    void a_layer_whose_first_file_is_the_plugin_is_one() {
        byte[] content = new byte[100];
        assertThat(WasmPlugin.isLayer(TestImages.tar("plugin.wasm", content))).isTrue();
        assertThat(WasmPlugin.isLayer(new TestArchive()
                        .directory("a")
                        .directory("a/b")
                        .file("a/b/plugin.wasm", content)
                        .bytes()))
                .isTrue();
    }

    @Test
    void any_other_layer_is_none() {
        byte[] content = new byte[100];
        assertThat(WasmPlugin.isLayer(TestImages.tar("usr/bin/pilot", content))).isFalse();
        assertThat(WasmPlugin.isLayer(TestImages.tar("my-plugin.wasm", content)))
                .isFalse();
        assertThat(WasmPlugin.isLayer(new TestArchive()
                        .file("etc/os-release", content)
                        .file("plugin.wasm", content)
                        .bytes()))
                .isFalse();
        assertThat(WasmPlugin.isLayer(new byte[0])).isFalse();
        assertThat(WasmPlugin.isLayer(new byte[1024])).isFalse();
    }

    @Test
    void a_long_name_before_it_is_passed_over() {
        String name = "directory-".repeat(20) + "/plugin.wasm";
        byte[] tar = new TestArchive().file(name, new byte[10]).bytes();
        // The short form of the name, which follows the long one, is cut; what counts is that nothing breaks.
        assertThat(WasmPlugin.isLayer(tar)).isFalse();
    }

    @Property
    void no_bytes_break_it(@ForAll byte[] bytes) {
        assertThat(WasmPlugin.isLayer(bytes)).isIn(true, false);
    }
}
