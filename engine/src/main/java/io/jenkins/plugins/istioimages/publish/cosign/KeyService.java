package io.jenkins.plugins.istioimages.publish.cosign;

import java.util.List;

/**
 * What keeps a private key and signs with it when cosign asks (cosign, KMS.md and doc/cosign_sign-blob.md), and which
 * variables of the environment are for it: how their names begin. No other service's secrets are handed on.
 */
enum KeyService {
    AWS("awskms://", "awskms://ENDPOINT/ID-OR-ALIAS-OR-ARN", "AWS_"),
    GOOGLE("gcpkms://", "gcpkms://projects/P/locations/L/keyRings/R/cryptoKeys/K", "GOOGLE_ GCE_METADATA_ CLOUDSDK_"),
    AZURE("azurekms://", "azurekms://VAULT/KEY", "AZURE_ IDENTITY_ MSI_"),
    VAULT("hashivault://", "hashivault://KEY", "VAULT_ TRANSIT_SECRET_ENGINE_PATH"),
    /** Programs that log in to a cluster read the variables of the cloud that it is in. */
    KUBERNETES("k8s://", "k8s://NAMESPACE/SECRET", "KUBE AWS_ GOOGLE_ CLOUDSDK_ AZURE_"),
    GITLAB("gitlab://", "gitlab://PROJECT", "GITLAB_"),
    PKCS11("pkcs11:", "pkcs11:token=T;object=KEY", "COSIGN_PKCS11_ PKCS11_ SOFTHSM2_");

    private final String prefix;
    private final String form;
    private final String variables;

    KeyService(String prefix, String form, String variables) {
        this.prefix = prefix;
        this.form = form;
        this.variables = variables;
    }

    /** What references to its keys begin with. */
    String prefix() {
        return prefix;
    }

    /** What references look like, for people. */
    String form() {
        return form;
    }

    /** Beginnings of names of environment variables. */
    List<String> variables() {
        return List.of(variables.split(" "));
    }
}
