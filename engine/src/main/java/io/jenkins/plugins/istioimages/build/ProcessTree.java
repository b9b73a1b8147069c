package io.jenkins.plugins.istioimages.build;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A program and everything it started. A grandchild whose parent has ended belongs to init and is no descendant any
 * more, so members are found in four ways: as descendants of the root, as descendants seen earlier, by process group
 * and session (the root leads its own where {@code setsid} is to be had), and by a variable in their environment that
 * only this tree has. Which of them are still alive is asked again until nobody answers.
 */
final class ProcessTree {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Optional<ProcessHandle> root;
    private final OptionalLong group;
    private final Optional<String> marker;
    private final ProcFs procFs;
    private final Set<ProcessHandle> seen = new HashSet<>();

    private ProcessTree(Optional<ProcessHandle> root, OptionalLong group, Optional<String> marker, ProcFs procFs) {
        this.root = root;
        this.group = group;
        this.marker = marker;
        this.procFs = procFs;
    }

    /** @param leads whether the root leads a process group of its own */
    static ProcessTree of(ProcessHandle root, boolean leads, Optional<String> marker) {
        return new ProcessTree(
                Optional.of(root), leads ? OptionalLong.of(root.pid()) : OptionalLong.empty(), marker, ProcFs.system());
    }

    /** What an earlier run left, which was itself killed: all there is to know of it is its marker. */
    static ProcessTree leftOver(String marker) {
        return new ProcessTree(Optional.empty(), OptionalLong.empty(), Optional.of(marker), ProcFs.system());
    }

    /** Remembers who is there now, for the time when their parents have ended. */
    synchronized void observe() {
        seen.removeIf(process -> !process.isAlive());
        root.ifPresent(process -> process.descendants().forEach(seen::add));
    }

    /** Live processes of the tree, this one aside. */
    synchronized Set<ProcessHandle> members() {
        observe();
        Set<ProcessHandle> members = new HashSet<>(seen);
        root.ifPresent(members::add);
        members.addAll(procFs.find(this::isMember));
        long self = ProcessHandle.current().pid();
        return members.stream()
                .filter(process -> process.pid() != self && process.isAlive() && !procFs.isZombie(process.pid()))
                .collect(Collectors.toSet());
    }

    /**
     * Asks all to end, kills who has not ended when the grace is over, and returns when nobody is left; what cannot be
     * killed, because the kernel holds it, is given up after ten seconds. An interrupt does not cut it short.
     *
     * @return who is still there
     */
    List<ProcessHandle> kill(Duration grace) {
        if (!grace.isZero()) {
            signalUntilGone(grace, 1, ProcessHandle::destroy);
        }
        signalUntilGone(PATIENCE, Integer.MAX_VALUE, ProcessHandle::destroyForcibly);
        return List.copyOf(members());
    }

    private boolean isMember(long pid) {
        return group.isPresent() && procFs.inGroup(pid, group.getAsLong())
                || marker.isPresent() && procFs.hasEnvironment(pid, marker.get());
    }

    private void signalUntilGone(Duration patience, int times, Consumer<ProcessHandle> signal) {
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        Set<ProcessHandle> left = members();
        for (int round = 0; !left.isEmpty() && System.nanoTime() < end; round++) {
            if (round < times) {
                left.forEach(signal);
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
            left = members();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
