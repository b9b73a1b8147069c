/** What runs on agents: file callables over the engine. Only plain values cross to them and back. */
package io.jenkins.plugins.istioimages.jenkins.agents;
