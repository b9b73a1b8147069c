package io.jenkins.plugins.istioimages.image.wasm;

/** Why an image is rejected, and what would mend it. */
record Fault(String why, String mend) {}
