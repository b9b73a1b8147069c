package io.jenkins.plugins.istioimages.validate.facts;

import io.jenkins.plugins.istioimages.catalog.contents.SystemPackage;
import java.util.Optional;

/**
 * A Debian or RPM package in a release.
 *
 * @param file relative to the release
 * @param content what is in it; empty where it is damaged
 * @param damage why it could not be read to its end
 */
public record PackageArchive(String file, Optional<SystemPackage> content, Optional<String> damage) {}
