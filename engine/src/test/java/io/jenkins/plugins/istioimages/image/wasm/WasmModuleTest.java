package io.jenkins.plugins.istioimages.image.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WasmModuleTest {
    private static WasmModule read(byte[] bytes) throws IOException {
        return WasmModule.read(new ByteArrayInputStream(bytes), bytes.length, "x.wasm");
    }

    private static WasmModuleException failing(byte[] bytes) {
        return catchThrowableOfType(WasmModuleException.class, () -> read(bytes));
    }

    @Test
    void abiVersionsAreReadFromTheExportsAndSorted() throws IOException {
        WasmModule module = read(Modules.exporting(
                "proxy_abi_version_0_2_1", "memory", "proxy_abi_version_0_1_0", "proxy_abi_version_x"));
        assertThat(module.abiVersions()).containsExactly("0.1.0", "0.2.1");
        assertThat(module.isPlugin()).isTrue();
    }

    @Test
    void aModuleWithoutExportsIsAModuleAndNoPlugin() throws IOException {
        assertThat(read(Modules.HEADER)).isEqualTo(new WasmModule(8, List.of()));
        assertThat(read(Modules.HEADER).isPlugin()).isFalse();
        assertThat(read(Modules.exporting("proxy_abi_version_9_9_9")).isPlugin())
                .isFalse();
    }

    @Test
    void aGlobalOfThatNameIsNoAbiVersion() throws IOException {
        byte[] exports = Modules.exports(List.of("proxy_abi_version_0_2_1"));
        exports[exports.length - 2] = 3;
        assertThat(read(Modules.concat(Modules.HEADER, Modules.section(7, exports)))
                        .abiVersions())
                .isEmpty();
    }

    @Test
    void whatIsNoModuleIsRefusedWithTheByteThatIsWrong() {
        assertThat(failing("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .hasMessage("x.wasm: byte 0: is no Wasm module: it does not begin with the bytes 00 61 73 6d")
                .isInstanceOf(InputException.class);
        assertThat(failing(new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0}).offset()).isEqualTo(4);
        assertThat(failing(new byte[] {0, 'a', 's', 'm', 0x0d, 0, 1, 0})).hasMessageContaining("component");
        assertThat(failing(new byte[] {0, 'a', 's'}).offset()).isEqualTo(3);
    }

    @Test
    void sectionsThatLieAreRefused() {
        byte[] header = Modules.HEADER;
        assertThat(failing(Modules.concat(header, new byte[] {14, 0}))).hasMessageContaining("unknown section 14");
        assertThat(failing(Modules.concat(header, Modules.section(3, new byte[1]), Modules.section(1, new byte[1]))))
                .hasMessage("x.wasm: byte 11: section 1 comes twice or too late");
        assertThat(failing(Modules.concat(header, new byte[] {1, 100, 0})))
                .hasMessageContaining("says it has 100 bytes, 1 are left");
        assertThat(failing(Modules.concat(header, new byte[] {1}, new byte[] {-1, -1, -1, -1, 0x7f})))
                .hasMessageContaining("no unsigned 32-bit number");
        assertThat(failing(Modules.concat(header, Modules.section(7, new byte[] {1, 9, 'a', 0, 0}))))
                .hasMessageContaining("ends behind the export section");
        assertThat(failing(Modules.concat(header, Modules.section(7, new byte[] {1, 1, 'a', 9, 0}))))
                .hasMessageContaining("unknown kind of export 9");
        assertThat(failing(Modules.concat(header, Modules.section(7, new byte[] {0, 0, 0}))))
                .hasMessageContaining("should end at byte");
    }

    @Test
    void aNumberOfExportsThatCannotBeCostsNoMemory() {
        byte[] lying = Modules.concat(Modules.HEADER, Modules.section(7, Modules.leb(0xffff_ffffL)));
        assertThat(failing(lying)).hasMessageContaining("the module ends where");
    }

    @Property
    void anyCutOfAModuleIsAModuleOrATypedError(@ForAll @IntRange(min = 0, max = 200) int cut) throws IOException {
        byte[] whole = Modules.plugin();
        byte[] part = Arrays.copyOf(whole, Math.min(cut, whole.length));
        try {
            assertThat(read(part).size()).isEqualTo(part.length);
        } catch (WasmModuleException e) {
            assertThat(e.offset()).isBetween(0L, (long) part.length);
        }
    }

    @Property
    void anyBytesBehindTheHeaderAreAModuleOrATypedError(@ForAll @Size(max = 300) byte[] tail) throws IOException {
        byte[] bytes = Modules.concat(Modules.HEADER, tail);
        try {
            assertThat(read(bytes).size()).isEqualTo(bytes.length);
        } catch (WasmModuleException e) {
            assertThat(e.offset()).isBetween(0L, (long) bytes.length);
        }
    }

    @Property
    void everyAbiAmongAnyExportsIsFound(
            @ForAll @Size(max = 20) List<@AlphaChars @StringLength(max = 90) String> names,
            @ForAll @IntRange(min = 0, max = 99) int patch)
            throws IOException {
        String[] all = new String[names.size() + 1];
        names.toArray(all);
        all[names.size()] = "proxy_abi_version_0_2_" + patch;
        assertThat(read(Modules.exporting(all)).abiVersions()).containsExactly("0.2." + patch);
    }

    @Test
    void aFileThatEndsBeforeItsLengthIsRefused() {
        assertThatThrownBy(() -> WasmModule.read(new ByteArrayInputStream(Modules.plugin()), 10_000, "x.wasm"))
                .isInstanceOf(WasmModuleException.class)
                .hasMessageContaining("the module ends where");
    }
}
