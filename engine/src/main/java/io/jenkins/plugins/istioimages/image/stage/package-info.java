/** Executes the instructions of stages: what the image's files and its configuration become. */
package io.jenkins.plugins.istioimages.image.stage;
