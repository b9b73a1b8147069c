/** Makes images without a daemon: reproducible layers, Dockerfiles without RUN. */
package io.jenkins.plugins.istioimages.image;
