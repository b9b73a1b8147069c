package io.jenkins.plugins.istioimages.publish.cosign;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.oci.MalformedContentException;
import io.jenkins.plugins.istioimages.publish.attach.Attachments;
import io.jenkins.plugins.istioimages.publish.attest.Envelope;
import io.jenkins.plugins.istioimages.publish.attest.Statement;
import io.jenkins.plugins.istioimages.publish.cosign.CosignException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What {@code cosign verify-attestation} writes: an envelope in each line. One is in memory at a time, since a bill of
 * materials has some megabytes.
 */
final class VerifiedStatements {
    /** An envelope has its payload in Base64, and a little more. */
    private static final int LONGEST = Attachments.LARGEST / 3 * 4 + (1 << 20);

    private final Digest manifest;
    private final String predicateType;

    VerifiedStatements(Digest manifest, String predicateType) {
        this.manifest = manifest;
        this.predicateType = predicateType;
    }

    /**
     * Whether one of them is about the manifest and is what is wanted.
     *
     * @throws CosignException if what cosign wrote are no statements
     */
    boolean anyMatch(Path answer, Predicate<byte[]> wanted) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(answer))) {
            for (byte[] line = line(in); line.length > 0; line = line(in)) {
                byte[] statement = Envelope.parse(line, "what cosign verified").payload();
                Statement head = Statement.parseHead(statement, "what cosign verified");
                if (head.predicateType().equals(predicateType) && head.isAbout(manifest) && wanted.test(statement)) {
                    return true;
                }
            }
            return false;
        } catch (MalformedContentException e) {
            throw new CosignException(Reason.WRONG_ANSWER, e.getMessage(), e);
        } catch (IOException e) {
            throw new WorkException("cannot read what cosign verified: " + e, e);
        }
    }

    /** The next one that is not empty; empty at the end. */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.write(b);
            } else if (line.size() > 0) {
                break;
            }
            if (line.size() > LONGEST) {
                throw new WorkException("cosign verified an attestation that is larger than are read");
            }
        }
        return line.toByteArray();
    }
}
