/** What an administrator sets once for all jobs, in the system configuration or as code. */
package io.jenkins.plugins.istioimages.jenkins.config;
