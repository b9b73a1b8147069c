/** A release on disk, and publishing it: what the command line and Jenkins do alike. */
package io.jenkins.plugins.istioimages.publish.release;
