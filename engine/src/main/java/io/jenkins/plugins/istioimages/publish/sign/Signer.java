package io.jenkins.plugins.istioimages.publish.sign;

/** Makes signatures of one key: the key itself, or somebody who has them of its owner. Used by many threads. */
public interface Signer {
    /**
     * Signs a message.
     *
     * @throws io.jenkins.plugins.istioimages.errors.WorkException if there is no signature to be had
     */
    byte[] sign(byte[] message);

    /** The public half. */
    VerificationKey verificationKey();
}
