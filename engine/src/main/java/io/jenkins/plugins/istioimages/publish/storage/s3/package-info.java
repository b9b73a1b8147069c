/** Buckets of Amazon S3 and of what speaks as it does (R2, MinIO, Ceph), by Amazon's library. */
package io.jenkins.plugins.istioimages.publish.storage.s3;
