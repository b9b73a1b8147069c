/** Builder images: what a directory of Dockerfiles says, built for several platforms, checked, and tagged last. */
package io.jenkins.plugins.istioimages.builder;
