package io.jenkins.plugins.istioimages.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes with their descendants, seen through {@code /proc} (proc(5)). */
final class ProcessTree {
    /** USER_HZ: clock ticks per second in every {@code /proc} of Linux. */
    private static final double TICKS = 100;

    private final List<ProcessHandle> roots;
    private final boolean withRoots;

    private ProcessTree(List<ProcessHandle> roots, boolean withRoots) {
        this.roots = roots;
        this.withRoots = withRoots;
    }

    static ProcessTree of(List<Long> pids) {
        List<ProcessHandle> roots = new ArrayList<>();
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(roots::add));
        return new ProcessTree(roots, true);
    }

    /** The children of a process that only waits for them. */
    static ProcessTree below(ProcessHandle wrapper) {
        return new ProcessTree(List.of(wrapper), false);
    }

    /** Sum of the peaks of the processes that live now: at least what they had together at any moment. */
    long peakBytes() {
        return processes().mapToLong(ProcessTree::peakBytes).sum();
    }

    /** Processor time that these processes and their finished children have taken so far. */
    double cpuSeconds() {
        return processes().mapToDouble(ProcessTree::cpuSeconds).sum();
    }

    private Stream<ProcessHandle> processes() {
        return roots.stream()
                .flatMap(root -> withRoots ? Stream.concat(Stream.of(root), root.descendants()) : root.descendants());
    }

    private static long peakBytes(ProcessHandle process) {
        for (String line : read(process, "status").split("\n", -1)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        return 0;
    }

    private static double cpuSeconds(ProcessHandle process) {
        String stat = read(process, "stat");
        // The name before the last parenthesis may hold spaces; utime is the 14th field, cstime the 17th.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        double ticks = 0;
        for (int i = 11; i <= 14 && i < fields.length; i++) {
            ticks += Double.parseDouble(fields[i]);
        }
        return ticks / TICKS;
    }

    /** A file of a process; empty where it has just ended. */
    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException e) {
            return "";
        }
    }
}
