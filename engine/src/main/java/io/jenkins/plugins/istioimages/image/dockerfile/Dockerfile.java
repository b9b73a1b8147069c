package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Dockerfile as it is written.
 *
 * @param file name in messages
 * @param escape the escape character: backslash, or what the {@code escape} directive says
 * @param instructions in order; the first that is no ARG is a FROM
 */
public record Dockerfile(String file, char escape, List<Instruction> instructions) {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    public Dockerfile {
        instructions = List.copyOf(instructions);
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read or is no UTF-8 text
     * @throws DockerfileException if it is not a Dockerfile, with the place
     */
    public static Dockerfile read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new InputException(file + " is larger than " + MAX_BYTES + " bytes: not a Dockerfile");
            }
            byte[] bytes = Files.readAllBytes(file);
            return parse(
                    file.toString(),
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new InputException(file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new InputException("cannot read the Dockerfile " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Parses a text.
     *
     * @param file name in messages
     * @throws DockerfileException if it is not a Dockerfile, with the place
     */
    public static Dockerfile parse(String file, String text) {
        LineReader lines = new LineReader(file, text);
        List<LogicalLine> read = lines.readAll();
        InstructionParser parser = new InstructionParser(lines.escape());
        return new Dockerfile(
                file, lines.escape(), read.stream().map(parser::parse).toList());
    }
}
