package io.jenkins.plugins.istioimages.validate;

/**
 * A check and how it ended.
 *
 * @param name of the check
 * @param title what holds when it passes
 * @param outcome what it says
 */
public record CheckResult(String name, String title, Outcome outcome) {}
