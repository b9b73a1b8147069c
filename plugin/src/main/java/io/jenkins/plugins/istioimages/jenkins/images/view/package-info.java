/**
 * What pages and the REST API show of catalogs, as plain values: every text is ready, so that pages hold no logic.
 * Nothing here knows Jenkins but the annotations of its REST API.
 */
package io.jenkins.plugins.istioimages.jenkins.images.view;
