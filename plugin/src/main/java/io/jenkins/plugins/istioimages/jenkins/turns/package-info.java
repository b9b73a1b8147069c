/** Who is at work on what: one run at a time for each key, and the newest wins. */
package io.jenkins.plugins.istioimages.jenkins.turns;
