/** The Dockerfile of a new version of a builder image: a copy of another one, its tools as upstream has them. */
package io.jenkins.plugins.istioimages.builder.fresh;
