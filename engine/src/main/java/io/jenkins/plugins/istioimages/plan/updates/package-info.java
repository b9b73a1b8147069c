/** What has become newer than what a release is built from, and which lines of Istio lose their support. */
package io.jenkins.plugins.istioimages.plan.updates;
