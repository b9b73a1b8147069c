package io.jenkins.plugins.istioimages.bench.measure;

/**
 * One run of a command.
 *
 * @param seconds from start to end
 * @param cpuSeconds of all its processes and of the daemons that worked for it
 * @param peakBytes the most resident memory that its processes and those daemons had at the same time
 */
public record Measurement(double seconds, double cpuSeconds, long peakBytes) {}
