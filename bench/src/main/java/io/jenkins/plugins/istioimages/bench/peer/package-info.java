/** Mains that run libraries, those of peers and our own, as a user's program would: each in a process of its own. */
package io.jenkins.plugins.istioimages.bench.peer;
