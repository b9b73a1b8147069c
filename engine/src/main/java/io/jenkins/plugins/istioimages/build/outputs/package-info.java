/**
 * What a release has beside images: archives with istioctl, Helm charts, packages, dashboards, licences, sources. Equal
 * sources give equal bytes: entries are sorted, and their times are the commit's.
 */
package io.jenkins.plugins.istioimages.build.outputs;
