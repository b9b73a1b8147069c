/** Sources in git: resolved to commits, checked out, archived. */
package io.jenkins.plugins.istioimages.source;
