/** The aggregated account of produced images: made and verified in a store, written and read, rendered. */
package io.jenkins.plugins.istioimages.catalog;
