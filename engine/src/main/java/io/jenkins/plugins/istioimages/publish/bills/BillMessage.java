package io.jenkins.plugins.istioimages.publish.bills;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.istioimages.catalog.sbom.ImageBom;
import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.Repository;
import io.jenkins.plugins.istioimages.publish.attest.ImageAttester;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * What has to be signed for a claim that somebody else has made a bill of: the statement is put together here, around a bill
 * that is taken as it is where it is one JSON document of that manifest, and nothing else.
 */
public final class BillMessage {
    /** Largest bill that is signed for somebody else, in bytes: the signer has it in memory several times. */
    public static final int LARGEST = 16 * 1024 * 1024;

    private BillMessage() {}

    /**
     * The message.
     *
     * @param repository that the image goes to
     * @throws WorkException if the bill is too large, no JSON object, or of another manifest
     */
    public static byte[] of(Repository repository, Digest manifest, byte[] bill) {
        if (bill.length > LARGEST) {
            throw refused(manifest, "it has " + bill.length + " bytes; at most " + LARGEST + " are signed");
        }
        checkWhole(manifest, bill);
        byte[] statement = AttachedBill.statement(repository.toString(), manifest, bill);
        if (!AttachedBill.isClaimed(statement, manifest)) {
            throw refused(
                    manifest, "it does not say that it is: expected the namespace " + ImageBom.namespace(manifest));
        }
        return ImageAttester.message(statement);
    }

    /**
     * A bill that ends before its end would have its rest taken for a part of the statement. Read as UTF-8, as the statement
     * will be: a parser that guesses would let others pass.
     */
    private static void checkWhole(Digest manifest, byte[] bill) {
        try (Reader text = new InputStreamReader(new ByteArrayInputStream(bill), StandardCharsets.UTF_8.newDecoder());
                JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused(manifest, "it is no JSON object");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw refused(manifest, "something stands behind it");
            }
        } catch (IOException e) {
            throw refused(manifest, "it is not JSON: " + e.getMessage());
        }
    }

    private static WorkException refused(Digest manifest, String why) {
        return new WorkException("what was sent as the bill of materials of " + manifest + " is not signed: " + why);
    }
}
