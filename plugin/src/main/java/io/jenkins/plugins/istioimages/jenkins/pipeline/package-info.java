/** What whole pipelines do with a run: from what happened and what was asked for to what is built and published. */
package io.jenkins.plugins.istioimages.jenkins.pipeline;
