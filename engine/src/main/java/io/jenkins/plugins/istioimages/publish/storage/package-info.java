/** What a bucket of an object store is to us, and what objects in it are. */
package io.jenkins.plugins.istioimages.publish.storage;
