/** What a release is checked for, a class for each thing. */
package io.jenkins.plugins.istioimages.validate.checks;
