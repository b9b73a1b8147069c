/** Runs one stage of a plan: make targets, builder containers, images; collects what came out. */
package io.jenkins.plugins.istioimages.build;
