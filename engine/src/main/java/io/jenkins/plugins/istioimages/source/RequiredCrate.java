package io.jenkins.plugins.istioimages.source;

import java.util.Optional;

/**
 * A Rust crate that the {@code Cargo.lock} of a source names.
 *
 * @param name of the crate
 * @param version for example {@code 1.0.217}
 * @param origin as Cargo writes it: {@code registry+URL}, {@code sparse+URL}, {@code git+URL#COMMIT}
 * @param sha256 of its archive in hexadecimal digits; empty where Cargo has none, as for crates from git
 */
public record RequiredCrate(String name, String version, String origin, Optional<String> sha256) {}
