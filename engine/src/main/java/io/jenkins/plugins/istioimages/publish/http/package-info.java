/**
 * Requests to web APIs that publish targets are made of: tokens that stay at their origin, patience with limits and
 * outages, and nothing made twice.
 */
package io.jenkins.plugins.istioimages.publish.http;
