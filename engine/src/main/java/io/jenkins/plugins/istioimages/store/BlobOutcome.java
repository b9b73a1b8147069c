package io.jenkins.plugins.istioimages.store;

/** How a blob came to be where it should be. */
public enum BlobOutcome {
    /** It was there. */
    EXISTED,
    /** The store took it from another of its repositories; no bytes moved. */
    MOUNTED,
    /** Its bytes were sent or written. */
    UPLOADED
}
