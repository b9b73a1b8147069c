package io.jenkins.plugins.istioimages.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.istioimages.publish.BeforeTags;
import java.util.List;

/** What is attached to images of archives before they are tagged, and tells of it. */
interface ArchiveSigning extends BeforeTags {
    /** What was done, for people. */
    List<String> lines();

    /** What was done, for machines. */
    void addTo(ObjectNode data);
}
