package io.jenkins.plugins.istioimages.image.wasm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes small modules byte by byte. */
public final class Modules {
    static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private Modules() {}

    /** A valid module whose one function is exported under the names. */
    public static byte[] exporting(String... names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(HEADER);
        out.writeBytes(section(0, custom("producers", "test")));
        out.writeBytes(section(1, new byte[] {1, 0x60, 0, 0}));
        out.writeBytes(section(3, new byte[] {1, 0}));
        out.writeBytes(section(7, exports(List.of(names))));
        out.writeBytes(section(10, new byte[] {1, 2, 0, 0x0b}));
        return out.toByteArray();
    }

    /** A plugin as a Proxy-Wasm SDK makes it. */
    public static byte[] plugin() {
        return exporting("proxy_abi_version_0_2_1", "proxy_on_request_headers", "malloc");
    }

    static byte[] section(int id, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(id);
        out.writeBytes(leb(content.length));
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] exports(List<String> names) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(leb(names.size()));
        for (String name : names) {
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(leb(text.length));
            out.writeBytes(text);
            out.write(0);
            out.write(0);
        }
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] leb(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while (left >= 0x80) {
            out.write((int) (left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    private static byte[] custom(String name, String content) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return concat(leb(text.length), text, content.getBytes(StandardCharsets.UTF_8));
    }
}
