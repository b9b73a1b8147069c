package io.jenkins.plugins.istioimages.bench.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A layer to make. Its id seeds its content, so layers with one id are equal.
 *
 * @param id unique in a set, fit for a file name
 * @param machine of the executables in it
 * @param files in the order of the archive
 */
record LayerSpec(String id, Machine machine, List<FileSpec> files) {
    LayerSpec {
        files = List.copyOf(files);
    }

    /** One executable, as {@code COPY ${TARGETARCH}/pilot-agent /usr/local/bin/} makes it. */
    static LayerSpec binary(String image, Machine machine, String program, long size) {
        return new LayerSpec(
                image + "-" + program + "-" + machine.architecture(),
                machine,
                List.of(new FileSpec("usr/local/bin/" + program, size, 0755)));
    }

    /** A few templates and scripts. */
    static LayerSpec configuration(String image, Machine machine) {
        List<FileSpec> files = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            files.add(new FileSpec("var/lib/istio/" + image + "/template-" + i + ".json", 2_000 + 1_500L * i, 0644));
        }
        return new LayerSpec(image + "-configuration-" + machine.architecture(), machine, files);
    }

    /** Libraries and programs of a distribution: many files, few of them large. */
    static LayerSpec distribution(String id, Machine machine, long size) {
        List<FileSpec> files = new ArrayList<>();
        long left = size;
        for (int i = 0; left > 0; i++) {
            long share = Math.min(left, Math.max(4_096, left / 12));
            files.add(new FileSpec("usr/lib/" + id + "/lib" + i + ".so", share, 0644));
            left -= share;
        }
        return new LayerSpec(id + "-" + machine.architecture(), machine, files);
    }

    /** The same layer after a change of the sources: as large, with other bytes. */
    LayerSpec changed() {
        return new LayerSpec(id + "-changed", machine, files);
    }
}
