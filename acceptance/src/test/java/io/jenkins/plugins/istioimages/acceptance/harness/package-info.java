/** Starts Jenkins, its agents and what they talk to as processes on 127.0.0.1, and ends all of it. */
package io.jenkins.plugins.istioimages.acceptance.harness;
