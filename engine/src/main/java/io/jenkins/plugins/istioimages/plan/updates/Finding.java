package io.jenkins.plugins.istioimages.plan.updates;

/**
 * One thing that was looked at.
 *
 * @param kind of what was looked at
 * @param name line of Istio, submodule or dependency: {@code 1.14}, {@code tools}
 * @param have version, commit or last day of support, as it is written down; empty where it is not
 * @param now version or commit that is there upstream, or the day of the question; empty where it is not known
 * @param where {@code have} is written down
 * @param update whether somebody has to do something
 * @param text one sentence for people
 */
public record Finding(
        UpdateKind kind, String name, String have, String now, String where, boolean update, String text) {}
