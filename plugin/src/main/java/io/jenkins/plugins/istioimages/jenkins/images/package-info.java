/** What runs recorded: kept beside the run, shown on the pages of run and job, told by the REST API. */
package io.jenkins.plugins.istioimages.jenkins.images;
