package io.jenkins.plugins.istioimages.catalog.sbom;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.storage.simple.InMemSpdxStore;

/** SPDX's own library reads a document. */
public final class SpdxReader {
    /** Without it the library asks spdx.org for its list of licences. */
    private static final String OFFLINE = "org.spdx.useJARLicenseInfoOnly";

    private SpdxReader() {}

    /** What is wrong with a document; nothing where it is valid. */
    public static List<String> problems(String json) throws Exception {
        System.setProperty(OFFLINE, "true");
        SpdxModelFactory.init();
        MultiFormatStore store = new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON_PRETTY);
        try {
            SpdxDocument document =
                    store.deSerialize(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), false);
            return document.verify();
        } finally {
            store.close();
        }
    }
}
