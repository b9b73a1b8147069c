package io.jenkins.plugins.istioimages.registry;

/**
 * No TLS connection that both sides trust: the registry's certificate is not to be believed, or the registry does not
 * believe ours. The message says what is wrong and what would be right.
 */
public class UntrustedRegistryException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public UntrustedRegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
