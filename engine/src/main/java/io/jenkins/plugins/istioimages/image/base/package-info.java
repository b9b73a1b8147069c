/** Base images: found for a platform, and looked into where an instruction's result depends on what they hold. */
package io.jenkins.plugins.istioimages.image.base;
