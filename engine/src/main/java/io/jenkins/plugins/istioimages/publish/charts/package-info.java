/** Publishes a release's packaged Helm charts as OCI artifacts. */
package io.jenkins.plugins.istioimages.publish.charts;
