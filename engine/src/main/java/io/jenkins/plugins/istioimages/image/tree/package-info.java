/** Trees of files that layers are made of: build contexts, what earlier stages made, what base images hold. */
package io.jenkins.plugins.istioimages.image.tree;
