/** What executables say of the machine they run on. */
package io.jenkins.plugins.istioimages.image.binary;
