/**
 * What is to be done, as data: stages, platforms, labels, commands, tags. Nothing here runs anything; the same plan is
 * carried out by the command line on one machine and by Jenkins on many.
 */
package io.jenkins.plugins.istioimages.plan;
