/**
 * The Jenkins plugin. Everything that Jenkins finds in it stands below this package; what it does is decided and done by
 * the engine.
 */
package io.jenkins.plugins.istioimages.jenkins;
