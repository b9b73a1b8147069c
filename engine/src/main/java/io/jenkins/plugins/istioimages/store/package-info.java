/** What a place that holds images can do, whoever it is, and copying between two of them. */
package io.jenkins.plugins.istioimages.store;
