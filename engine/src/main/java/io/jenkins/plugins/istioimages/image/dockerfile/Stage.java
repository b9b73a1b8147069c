package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a Dockerfile, with its FROM evaluated.
 *
 * @param index from 0, as {@code COPY --from} may name it
 * @param from its FROM
 * @param base what it is built on
 * @param platform of the result
 * @param instructions after FROM
 */
public record Stage(int index, Instruction.From from, Base base, Platform platform, List<Instruction> instructions) {
    public Stage {
        instructions = List.copyOf(instructions);
    }

    /** What a stage is built on. */
    public sealed interface Base {
        /** Nothing. */
        record Scratch() implements Base {}

        /** An earlier stage. */
        record OnStage(int index) implements Base {}

        /** An image by reference. */
        record Image(String reference) implements Base {}
    }

    /** The name after AS, in lower case. */
    public Optional<String> name() {
        return from.name();
    }

    /** For messages: the name, else the number. */
    public String title() {
        return name().map(name -> "stage '" + name + "'").orElse("stage " + index);
    }
}
