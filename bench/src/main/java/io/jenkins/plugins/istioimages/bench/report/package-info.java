/** What was measured, as a table for people and as JSON for machines. */
package io.jenkins.plugins.istioimages.bench.report;
