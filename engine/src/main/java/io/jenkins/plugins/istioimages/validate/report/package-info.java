/** What was found, for people and for machines. */
package io.jenkins.plugins.istioimages.validate.report;
