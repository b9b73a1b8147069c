package io.jenkins.plugins.istioimages.bench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which images there are. {@link #FULL} is like a release of Istio: 14 images and variants on two platforms, with the
 * layer sizes of Istio's (Envoy 75 MB, a base of 30 MB), 1.28 GB of archives with 760 MB of distinct layers.
 * {@link #SMALL} has every shape of it in 4 MB.
 */
public enum ImageSet {
    FULL(1_000_000, 25_000_000) {
        @Override
        List<Program> programs() {
            return List.of(
                    new Program("proxyv2", true, List.of(75_000, 20_000)),
                    new Program("pilot", true, List.of(22_000)),
                    new Program("install-cni", true, List.of(14_000)),
                    new Program("ztunnel", true, List.of(7_000)),
                    new Program("istioctl", true, List.of(16_000)),
                    new Program("operator", true, List.of(12_000)),
                    new Program("app", false, List.of(5_000)),
                    new Program("ext-authz", false, List.of(3_000)));
        }
    },
    SMALL(10_000, 100_000) {
        @Override
        List<Program> programs() {
            return List.of(
                    new Program("proxyv2", true, List.of(75_000, 20_000)),
                    new Program("pilot", false, List.of(22_000)));
        }
    };

    private static final String VARIANT = "distroless";

    /** Bytes per megabyte of the real thing: what makes a set small. */
    private final int megabyte;

    private final long assembledBinary;

    ImageSet(int megabyte, long assembledBinary) {
        this.megabyte = megabyte;
        this.assembledBinary = assembledBinary;
    }

    /**
     * A component and its executables.
     *
     * @param kilobytes of each executable, as kilobytes of the full set
     */
    record Program(String name, boolean distroless, List<Integer> kilobytes) {}

    abstract List<Program> programs();

    /** Bytes of each executable of the assembly scenario, which has one per image and platform. */
    long assembledBinary() {
        return assembledBinary;
    }

    /** Reads {@code full} or {@code small}. */
    public static ImageSet parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** All images with layers {@code scale} times as large. */
    List<ImageSpec> images(int scale) {
        List<ImageSpec> images = new ArrayList<>();
        for (Machine machine : Machine.values()) {
            for (Program program : programs()) {
                images.add(image(program, "", machine, scale));
                if (program.distroless()) {
                    images.add(image(program, VARIANT, machine, scale));
                }
            }
        }
        return images;
    }

    private ImageSpec image(Program program, String variant, Machine machine, int scale) {
        List<LayerSpec> layers = new ArrayList<>(base(variant, machine, scale));
        // Built once per variant: parent directories and times differ, so the variants share no layer but the base.
        String id = program.name() + (variant.isEmpty() ? "" : "-" + variant);
        layers.add(LayerSpec.configuration(id, machine));
        for (int i = 0; i < program.kilobytes().size(); i++) {
            String file = i == 0 ? program.name() : program.name() + "-agent";
            layers.add(LayerSpec.binary(
                    id, machine, file, bytes(program.kilobytes().get(i), scale)));
        }
        return new ImageSpec(program.name(), variant, machine, layers);
    }

    private List<LayerSpec> base(String variant, Machine machine, int scale) {
        if (variant.isEmpty()) {
            return List.of(
                    LayerSpec.distribution("ubuntu", machine, bytes(22_000, scale)),
                    LayerSpec.distribution("tools", machine, bytes(8_000, scale)));
        }
        return List.of(
                LayerSpec.distribution("static", machine, bytes(6_000, scale)),
                LayerSpec.distribution("iptables", machine, bytes(4_000, scale)));
    }

    private long bytes(long kilobytes, int scale) {
        return kilobytes * megabyte / 1000 * scale;
    }
}
