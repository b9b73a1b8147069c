package io.jenkins.plugins.istioimages.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineIn;

/**
 * What a server says to whoever is allowed to push (gitprotocol-pack, "Reference Discovery").
 *
 * @param refs object ids by full names; tags are not followed
 * @param capabilities words, some with {@code =value}
 */
record PushOffer(Map<String, ObjectId> refs, Set<String> capabilities) {
    private static final int MOST_REFS = 2_000_000;

    /** Reads up to the flush that ends it, and nothing more. */
    static PushOffer read(InputStream in) throws IOException {
        Map<String, ObjectId> refs = new TreeMap<>();
        Set<String> capabilities = Set.of();
        PacketLineIn lines = new PacketLineIn(in);
        boolean first = true;
        for (String line = lines.readString(); !PacketLineIn.isEnd(line); line = lines.readString()) {
            if (line.startsWith("version ")) {
                continue;
            }
            int zero = line.indexOf('\0');
            if (first && zero >= 0) {
                capabilities =
                        new HashSet<>(List.of(line.substring(zero + 1).strip().split(" +")));
                line = line.substring(0, zero);
            }
            first = false;
            ref(line, refs);
        }
        return new PushOffer(refs, capabilities);
    }

    private static void ref(String line, Map<String, ObjectId> refs) throws IOException {
        int blank = line.indexOf(' ');
        if (blank != 40 || !ObjectId.isId(line.substring(0, 40))) {
            throw new IOException("the server does not say which refs it has, in a form that is known");
        }
        String name = line.substring(blank + 1);
        if (name.startsWith("refs/") && refs.size() < MOST_REFS) {
            refs.put(name, ObjectId.fromString(line.substring(0, 40)));
        }
    }

    boolean can(String capability) {
        return capabilities.contains(capability);
    }

    ObjectId id(String name) {
        return refs.getOrDefault(name, ObjectId.zeroId());
    }
}
