/**
 * The typed errors that every package reports with. It stands above row 1 of the design's table and imports nothing,
 * so that the command line and Jenkins can tell wrong input from failed work without knowing who failed.
 */
package io.jenkins.plugins.istioimages.errors;
