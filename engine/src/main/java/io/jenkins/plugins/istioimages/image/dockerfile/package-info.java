/** Dockerfiles: read, with the place of every instruction, and evaluated for a platform (docs.docker.com/reference/dockerfile). */
package io.jenkins.plugins.istioimages.image.dockerfile;
