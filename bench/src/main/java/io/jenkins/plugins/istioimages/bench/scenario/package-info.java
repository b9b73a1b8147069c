/** What is measured: rounds in which the contenders take turns. */
package io.jenkins.plugins.istioimages.bench.scenario;
