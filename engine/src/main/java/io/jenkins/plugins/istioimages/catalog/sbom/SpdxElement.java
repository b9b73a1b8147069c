package io.jenkins.plugins.istioimages.catalog.sbom;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A file as it stands in a document. */
interface SpdxElement {
    /** Its name in the document. */
    String id();

    ObjectNode toJson();
}
