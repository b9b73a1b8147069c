package io.jenkins.plugins.istioimages.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineOut;

/**
 * Sends tags to git-receive-pack (gitprotocol-pack, "Pushing Data To a Server"): all in one request, all or none where
 * the server can do that, and each only if its name still stands for what it was seen to.
 */
final class TagPush {
    private static final String SIDE_BAND = "side-band-64k";

    private final Map<String, TagObject> tags = new LinkedHashMap<>();
    private final Map<String, ObjectId> replaced;

    /** @param replaced object ids of tags that may go, by the names of the tags */
    TagPush(List<TagOrder> orders, Map<String, ObjectId> replaced) {
        orders.forEach(order -> tags.put(order.name(), TagObject.of(order)));
        this.replaced = replaced;
    }

    /**
     * Sends them.
     *
     * @return by name of tag why it was refused; empty if all is well
     */
    Map<String, String> over(PushWire wire) throws IOException {
        PushOffer offer = wire.offer();
        if (offer.capabilities().stream().anyMatch(c -> c.startsWith("object-format=") && !c.endsWith("=sha1"))) {
            throw new IOException("the repository's object ids are not SHA-1");
        }
        if (!offer.can("report-status")) {
            throw new IOException("the server does not report what came of a push");
        }
        boolean sideBand = offer.can(SIDE_BAND);
        try (InputStream answer = wire.send(request(offer, sideBand))) {
            if (!sideBand) {
                return report(answer, "");
            }
            SideBand bands = SideBand.read(answer);
            return report(bands.data(), bands.said());
        }
    }

    private byte[] request(PushOffer offer, boolean sideBand) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(request);
        String capabilities = "\0 report-status"
                + (sideBand ? " " + SIDE_BAND : "")
                + (tags.size() > 1 && offer.can("atomic") ? " atomic" : "")
                + " agent=istio-images";
        for (Map.Entry<String, TagObject> tag : tags.entrySet()) {
            ObjectId old = replaced.getOrDefault(tag.getKey(), ObjectId.zeroId());
            lines.writeString(old.name() + " " + tag.getValue().id().name() + " " + Constants.R_TAGS + tag.getKey()
                    + capabilities);
            capabilities = "";
        }
        lines.end();
        request.write(TagObject.pack(tags.values()));
        return request.toByteArray();
    }

    private Map<String, String> report(InputStream in, String said) throws IOException {
        PacketLineIn lines = new PacketLineIn(in);
        Map<String, String> refused = new TreeMap<>();
        tags.keySet().forEach(tag -> refused.put(tag, "the server does not say what came of it"));
        for (String line = lines.readString(); !PacketLineIn.isEnd(line); line = lines.readString()) {
            if (line.startsWith("unpack ") && !line.equals("unpack ok")) {
                String why = withWords(line, said);
                refused.replaceAll((tag, unknown) -> why);
                return refused;
            } else if (line.startsWith("ok " + Constants.R_TAGS)) {
                refused.remove(line.substring(3 + Constants.R_TAGS.length()));
            } else if (line.startsWith("ng " + Constants.R_TAGS)) {
                String[] words = line.substring(3 + Constants.R_TAGS.length()).split(" ", 2);
                refused.put(words[0], withWords(words.length > 1 ? words[1] : "refused", said));
            }
        }
        return refused;
    }

    private static String withWords(String reason, String said) {
        return said.isEmpty() ? reason : reason + " (" + said + ")";
    }
}
