/**
 * What is in an image: programs, what Go says of those it built, and the packages that the base brings. Layers are read
 * once, as streams; what is kept of them is bounded.
 */
package io.jenkins.plugins.istioimages.catalog.contents;
