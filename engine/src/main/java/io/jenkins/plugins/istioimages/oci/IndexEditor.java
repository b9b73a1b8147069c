package io.jenkins.plugins.istioimages.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes an index of some children of another one by cutting the others out of its bytes, so that what stays, with the
 * fields that this model does not know, stays byte for byte.
 */
public final class IndexEditor {
    private static final JsonFactory JSON = new JsonFactory();

    private IndexEditor() {}

    /**
     * An index with the wanted children only, in their order.
     *
     * @return the same content if all are wanted
     * @throws InputException if none is wanted
     * @throws MalformedContentException if the content is no index, or not written in UTF-8
     */
    public static ManifestContent keep(ManifestContent index, Predicate<Descriptor> wanted) {
        if (!(index.parse() instanceof ImageIndex parsed)) {
            throw new MalformedContentException(index.digest() + " is a manifest, not an index");
        }
        List<Descriptor> kept = parsed.manifests().stream().filter(wanted).toList();
        if (kept.size() == parsed.manifests().size()) {
            return index;
        }
        if (kept.isEmpty()) {
            throw new InputException("nothing of the index " + index.digest() + " would be left");
        }
        ManifestContent result = ManifestContent.of(index.mediaType(), splice(index, parsed, wanted));
        // The cut went by byte positions: what came out is read again before anyone trusts it.
        if (!(result.parse() instanceof ImageIndex again) || !again.manifests().equals(kept)) {
            throw new MalformedContentException("index " + index.digest() + " is not plain UTF-8 JSON");
        }
        return result;
    }

    private static byte[] splice(ManifestContent index, ImageIndex parsed, Predicate<Descriptor> wanted) {
        byte[] bytes = index.bytes();
        List<Range> elements = elements(bytes, index.digest());
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        boolean first = true;
        for (int i = 0; i < elements.size(); i++) {
            Range element = elements.get(i);
            if (wanted.test(parsed.manifests().get(i))) {
                // What stands before the first child belongs to whichever comes first now; the comma before another
                // one, with its white space, comes along with it.
                int gapStart = first ? 0 : elements.get(i - 1).end();
                int gapEnd = first ? elements.get(0).start() : element.start();
                out.write(bytes, gapStart, gapEnd - gapStart);
                out.write(bytes, element.start(), element.end() - element.start());
                first = false;
            }
        }
        int tail = elements.get(elements.size() - 1).end();
        out.write(bytes, tail, bytes.length - tail);
        return out.toByteArray();
    }

    /** Where the elements of the top-level list "manifests" stand. */
    private static List<Range> elements(byte[] bytes, Digest digest) {
        List<Range> result = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean manifests = parser.currentName().equals("manifests");
                parser.nextToken();
                if (manifests) {
                    addElements(parser, result);
                } else {
                    parser.skipChildren();
                }
            }
            return result;
        } catch (IOException e) {
            throw new MalformedContentException("index " + digest + " is not valid JSON: " + e.getMessage(), e);
        }
    }

    private static void addElements(JsonParser parser, List<Range> into) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            long start = parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            long end = parser.currentLocation().getByteOffset();
            if (start < 0 || end < start) {
                throw new MalformedContentException("the index is not written in UTF-8");
            }
            into.add(new Range((int) start, (int) end));
        }
    }

    private record Range(int start, int end) {}
}
