package io.jenkins.plugins.istioimages.jenkins.agents;

import io.jenkins.plugins.istioimages.errors.WorkException;
import io.jenkins.plugins.istioimages.oci.Digest;
import io.jenkins.plugins.istioimages.publish.bills.BillMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives one bill that {@link BillsCallable} has made: one at a time, since the controller has other things to do, too. */
public final class BillCallable extends EngineCallable<byte[]> {
    private static final long serialVersionUID = 1L;

    private final String manifest;

    /** @param manifest digest of the manifest that it is of */
    public BillCallable(String manifest) {
        this.manifest = manifest;
    }

    @Override
    byte[] work(Path workspace) throws IOException {
        Path file =
                BillsCallable.place(workspace).resolve(Digest.parse(manifest).hex());
        if (Files.size(file) > BillMessage.LARGEST) {
            throw new WorkException("the bill of materials of " + manifest + " has " + Files.size(file)
                    + " bytes; at most " + BillMessage.LARGEST + " are signed");
        }
        return Files.readAllBytes(file);
    }
}
