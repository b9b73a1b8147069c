/** Attaches to each image of a release a bill of what is in it. */
package io.jenkins.plugins.istioimages.publish.bills;
