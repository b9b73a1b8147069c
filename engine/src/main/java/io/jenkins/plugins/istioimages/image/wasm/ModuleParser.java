package io.jenkins.plugins.istioimages.image.wasm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the frame of a module (WebAssembly core specification, binary/modules): sections in order, each as long as it
 * says, and of the export section the names of functions. What is inside the other sections is the runtime's to check.
 */
final class ModuleParser {
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final byte[] MODULE = {1, 0, 0, 0};
    private static final byte[] COMPONENT = {0x0d, 0, 1, 0};

    private static final int CUSTOM = 0;
    private static final int EXPORT = 7;
    /** Section ids other than custom in the order in which they must come: tags before globals, data count before code. */
    private static final List<Integer> ORDER = List.of(1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11);

    private static final int LAST_KIND = 4;
    private static final Pattern ABI = Pattern.compile("proxy_abi_version_([0-9]{1,5})_([0-9]{1,5})_([0-9]{1,5})");
    private static final int ABI_NAME_MAX = "proxy_abi_version_".length() + 3 * 5 + 2;
    /** More than there will ever be in an honest module; a limit so that memory is bounded. */
    private static final int ABI_COUNT_MAX = 16;

    private final ModuleBytes bytes;
    private final long length;
    private final SortedSet<String> abiVersions = new TreeSet<>();

    ModuleParser(InputStream in, long length, String name) {
        this.bytes = new ModuleBytes(in, length, name);
        this.length = length;
    }

    WasmModule parse() throws IOException {
        header();
        int rank = -1;
        while (bytes.left() > 0) {
            rank = section(rank);
        }
        return new WasmModule(length, List.copyOf(abiVersions));
    }

    private void header() throws IOException {
        if (!Arrays.equals(bytes.bytes(MAGIC.length, "'\\0asm'"), MAGIC)) {
            throw bytes.wrong(0, "is no Wasm module: it does not begin with the bytes 00 61 73 6d");
        }
        byte[] version = bytes.bytes(MODULE.length, "the version");
        if (Arrays.equals(version, COMPONENT)) {
            throw bytes.wrong(MAGIC.length, "is a Wasm component; proxies load core modules (version 1)");
        }
        if (!Arrays.equals(version, MODULE)) {
            throw bytes.wrong(MAGIC.length, "is of an unknown Wasm version; expected 01 00 00 00");
        }
    }

    /** @return place of the section in the order, so that none comes twice or too late */
    private int section(int before) throws IOException {
        long start = bytes.offset();
        int id = bytes.next("a section");
        int rank = ORDER.indexOf(id);
        if (id != CUSTOM && rank < 0) {
            throw bytes.wrong(start, "unknown section " + id);
        }
        if (id != CUSTOM && rank <= before) {
            throw bytes.wrong(start, "section " + id + " comes twice or too late");
        }
        long size = bytes.number("the size of section " + id);
        if (size > bytes.left()) {
            throw bytes.wrong(
                    start, "section " + id + " says it has " + size + " bytes, " + bytes.left() + " are left");
        }
        if (id == EXPORT) {
            exports(bytes.offset() + size);
        } else {
            bytes.skip(size, "section " + id);
        }
        return id == CUSTOM ? before : rank;
    }

    private void exports(long end) throws IOException {
        long count = bytes.number("the number of exports");
        for (long i = 0; i < count; i++) {
            export(end);
        }
        if (bytes.offset() != end) {
            throw bytes.wrong(bytes.offset(), "the export section should end at byte " + end + " by its size");
        }
    }

    private void export(long end) throws IOException {
        long start = bytes.offset();
        long nameLength = bytes.number("the length of an export's name");
        if (nameLength > end - bytes.offset()) {
            throw bytes.wrong(start, "an export's name of " + nameLength + " bytes ends behind the export section");
        }
        String name = "";
        if (nameLength <= ABI_NAME_MAX) {
            name = new String(bytes.bytes((int) nameLength, "an export's name"), StandardCharsets.UTF_8);
        } else {
            bytes.skip(nameLength, "an export's name");
        }
        long kindAt = bytes.offset();
        int kind = bytes.next("the kind of an export");
        if (kind > LAST_KIND) {
            throw bytes.wrong(kindAt, "unknown kind of export " + kind);
        }
        bytes.number("the index of an export");
        if (bytes.offset() > end) {
            throw bytes.wrong(start, "an export ends behind the export section");
        }
        Matcher abi = ABI.matcher(name);
        if (kind == 0 && abi.matches()) {
            addAbi(start, abi);
        }
    }

    private void addAbi(long at, Matcher abi) {
        abiVersions.add(abi.group(1) + "." + abi.group(2) + "." + abi.group(3));
        if (abiVersions.size() > ABI_COUNT_MAX) {
            throw bytes.wrong(at, "more than " + ABI_COUNT_MAX + " exports name an ABI version");
        }
    }
}
