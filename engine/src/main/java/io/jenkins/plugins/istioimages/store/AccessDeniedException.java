package io.jenkins.plugins.istioimages.store;

/** The store refused the credentials, or they do not suffice; the message says which were used, never their value. */
public class AccessDeniedException extends StoreException {
    private static final long serialVersionUID = 1L;

    public AccessDeniedException(String message) {
        super(message);
    }

    public AccessDeniedException(String message, Throwable cause) {
        super(message, cause);
    }
}
