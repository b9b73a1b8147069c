package io.jenkins.plugins.istioimages.source;

/** A working copy could not be made: the disk, or a directory in the way that is not ours. */
public class CheckoutException extends GitException {
    private static final long serialVersionUID = 1L;

    CheckoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
