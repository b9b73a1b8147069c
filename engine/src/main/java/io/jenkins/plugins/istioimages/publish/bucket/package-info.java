/** A release's files and the index of its charts in buckets. */
package io.jenkins.plugins.istioimages.publish.bucket;
