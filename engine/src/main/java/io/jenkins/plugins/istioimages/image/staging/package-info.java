/**
 * What istio's own builder (tools/docker-builder, tools/docker-copy.sh) does before it calls docker: reads
 * tools/docker.yaml, chooses images and variants, lays each image's files into a build context.
 */
package io.jenkins.plugins.istioimages.image.staging;
