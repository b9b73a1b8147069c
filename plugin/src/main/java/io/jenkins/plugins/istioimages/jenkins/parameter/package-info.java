/** Parameters of jobs. */
package io.jenkins.plugins.istioimages.jenkins.parameter;
