/** Dashboards of a release on grafana.com. */
package io.jenkins.plugins.istioimages.publish.grafana;
