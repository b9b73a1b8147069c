package io.jenkins.plugins.istioimages.jenkins.pipeline;

/**
 * What made a run of a pipeline, and what it finds.
 *
 * @param job full name
 * @param byPerson whether somebody pressed the button
 * @param since the commit that {@code changes} are counted from; empty if there is none
 * @param version of the release that the working tree says
 */
public record Occasion(String job, Head head, boolean byPerson, String since, Changes changes, String version) {}
