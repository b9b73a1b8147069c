package io.jenkins.plugins.istioimages.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TagBuilder;

/** An annotated tag as git keeps it. The same order gives the same object. */
final class TagObject {
    private static final int VERSION = 2;

    private final ObjectId id;
    private final byte[] content;

    private TagObject(ObjectId id, byte[] content) {
        this.id = id;
        this.content = content;
    }

    ObjectId id() {
        return id;
    }

    static TagObject of(TagOrder order) {
        TagBuilder builder = new TagBuilder();
        builder.setTag(order.name());
        builder.setObjectId(ObjectId.fromString(order.commit()), Constants.OBJ_COMMIT);
        builder.setMessage(order.message() + "\n");
        Tagger tagger = order.tagger();
        builder.setTagger(new PersonIdent(tagger.name(), tagger.email(), tagger.when(), ZoneOffset.UTC));
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            byte[] content = builder.build();
            return new TagObject(formatter.idFor(Constants.OBJ_TAG, content), content);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every Java platform has UTF-8", e);
        }
    }

    /**
     * A pack of tags alone (gitformat-pack). JGit would put in all that they lead to: its push walks through the local
     * repository, and there is none.
     */
    static byte[] pack(Collection<TagObject> tags) {
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        try {
            pack.write("PACK".getBytes(StandardCharsets.US_ASCII));
            pack.write(
                    ByteBuffer.allocate(8).putInt(VERSION).putInt(tags.size()).array());
            for (TagObject tag : tags) {
                header(pack, tag.content.length);
                try (DeflaterOutputStream out = new DeflaterOutputStream(pack, new Deflater())) {
                    out.write(tag.content);
                }
            }
            pack.write(Constants.newMessageDigest().digest(pack.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pack.toByteArray();
    }

    /** Kind and size: four bits of it, then seven in each byte that follows. */
    private static void header(ByteArrayOutputStream pack, int size) {
        int rest = size >>> 4;
        int next = Constants.OBJ_TAG << 4 | size & 0xf;
        while (rest != 0) {
            pack.write(next | 0x80);
            next = rest & 0x7f;
            rest >>>= 7;
        }
        pack.write(next);
    }
}
