package io.jenkins.plugins.istioimages.publish.bucket;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The key file of a service account, as Google gives it out, with a key of its own. */
public final class ServiceAccountFile {
    private static final int BITS = 2048;

    private ServiceAccountFile() {}

    /**
     * @param tokens where the account's key is given in exchange for a token
     */
    public static String json(String tokens) {
        ObjectNode file = JsonMapper.builder().build().createObjectNode();
        file.put("type", "service_account");
        file.put("project_id", "releases-project");
        file.put("private_key_id", "0123456789abcdef");
        file.put("private_key", pem());
        file.put("client_email", "releaser@releases-project.iam.gserviceaccount.com");
        file.put("client_id", "100000000000000000001");
        file.put("token_uri", tokens);
        return file.toString();
    }

    private static String pem() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }
}
