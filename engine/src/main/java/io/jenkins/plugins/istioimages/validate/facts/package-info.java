/**
 * What is in a release, read once for all checks, each file from its beginning to its end: nothing is unpacked to disk,
 * and what grows without bound is given up.
 */
package io.jenkins.plugins.istioimages.validate.facts;
