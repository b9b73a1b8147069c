/** Gives images away: archives of a build become tagged, verified indexes in registries. */
package io.jenkins.plugins.istioimages.publish;
