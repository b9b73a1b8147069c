/** Places that a release goes to, what is found there, what is done, and the receipts of it. */
package io.jenkins.plugins.istioimages.publish.targets;
