/**
 * What users of the plugin are promised, shown on a real Jenkins: every class named {@code …Acceptance} runs with
 * {@code make acceptance} and uses nothing but HTTP, files and processes.
 */
package io.jenkins.plugins.istioimages.acceptance;
