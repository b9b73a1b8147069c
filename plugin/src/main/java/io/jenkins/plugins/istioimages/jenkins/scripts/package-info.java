/** Pipeline scripts that ship in the plugin and that steps run as their own body. */
package io.jenkins.plugins.istioimages.jenkins.scripts;
