/** Buckets of Google Cloud Storage, by Google's library. */
package io.jenkins.plugins.istioimages.publish.storage.gcs;
