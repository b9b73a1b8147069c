/**
 * What steps give to scripts: plain values that outlive a restart of the controller, of which sandboxed scripts may read
 * what is marked. What came from an agent was checked before it became one of them.
 */
package io.jenkins.plugins.istioimages.jenkins.data;
