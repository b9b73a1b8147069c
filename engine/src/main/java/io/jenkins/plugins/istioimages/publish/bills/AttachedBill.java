package io.jenkins.plugins.istioimages.publish.bills;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.istioimages.catalog.sbom.ImageBom;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.attach.AttachedDocument;
import io.jenkins.plugins.istioimages.publish.attach.AttachmentKind;
import io.jenkins.plugins.istioimages.publish.attest.Envelope;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttestation;
import io.jenkins.plugins.istioimages.publish.attest.PredicateType;
import io.jenkins.plugins.istioimages.publish.attest.Statement;
import io.jenkins.plugins.istioimages.publish.sign.Signer;
import io.jenkins.plugins.istioimages.publish.sign.VerificationKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A bill as it is attached: alone, for whoever reads bills, and as a signed claim. One that is there is known by its name,
 * which follows from the manifest, and not by its bytes: to compare those every layer would have to be read again.
 */
final class AttachedBill {
    static final String TYPE = PredicateType.parse("spdxjson");

    /** Names the bill without its being read. Nobody has signed that, as nobody has signed the bill. */
    private static final String NAMESPACE = "io.jenkins.plugins.istio-images.bill";

    private static final String DOCUMENT_NAMESPACE = "documentNamespace";

    private AttachedBill() {}

    /** Alone. */
    static AttachedDocument plain(Digest manifest, byte[] bill) {
        return AttachedDocument.of(AttachmentKind.SPDX, bill, Map.of(NAMESPACE, ImageBom.namespace(manifest)));
    }

    static boolean isPlain(AttachedDocument found, Digest manifest) {
        return ImageBom.namespace(manifest).equals(found.annotations().get(NAMESPACE));
    }

    /** As a claim about the manifest. */
    static AttachedDocument signed(String name, Digest manifest, byte[] bill, Signer key) {
        return ImageAttestation.document(Envelope.sign(Envelope.IN_TOTO, statement(name, manifest, bill), key), TYPE);
    }

    static byte[] statement(String name, Digest manifest, byte[] bill) {
        return Statement.bytes(TYPE, List.of(new Statement.Subject(name, manifest)), bill);
    }

    static boolean isSigned(AttachedDocument found, Digest manifest, VerificationKey key) {
        if (!ImageAttestation.mayBe(found, TYPE)) {
            return false;
        }
        try {
            return isClaimed(ImageAttestation.verifiedPayload(found, manifest, key), manifest);
        } catch (MalformedContentException e) {
            return false;
        }
    }

    /** Whether a statement claims a manifest's bill. */
    static boolean isClaimed(byte[] statement, Digest manifest) {
        return namespace(statement).startsWith(ImageBom.namespace(manifest));
    }

    /** Of the document that a statement claims; it is not kept. */
    private static String namespace(byte[] statement) {
        try (JsonParser parser = new JsonFactory().createParser(statement)) {
            parser.nextToken();
            return enter(parser, "predicate")
                            && parser.isExpectedStartObjectToken()
                            && enter(parser, DOCUMENT_NAMESPACE)
                    ? parser.getValueAsString("")
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean enter(JsonParser object, String field) throws IOException {
        while (object.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = object.currentName().equals(field);
            object.nextToken();
            if (found) {
                return true;
            }
            object.skipChildren();
        }
        return false;
    }
}
