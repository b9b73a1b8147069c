/** Tags and releases on GitHub, by its REST API (docs.github.com/rest, version 2022-11-28). */
package io.jenkins.plugins.istioimages.publish.github;
