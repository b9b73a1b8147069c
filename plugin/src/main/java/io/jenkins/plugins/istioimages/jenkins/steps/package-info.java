/** Steps: they check, decide and hand out work; the work itself is done by the engine on agents. */
package io.jenkins.plugins.istioimages.jenkins.steps;
