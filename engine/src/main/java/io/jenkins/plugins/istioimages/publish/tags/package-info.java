/** Tags of a release on the repositories that it was made from. */
package io.jenkins.plugins.istioimages.publish.tags;
