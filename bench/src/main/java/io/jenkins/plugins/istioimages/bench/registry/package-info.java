/** The registry that all contenders write to, and independent eyes on what is in it afterwards. */
package io.jenkins.plugins.istioimages.bench.registry;
