package io.jenkins.plugins.istioimages.manifest;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The text of a small file that a person wrote: UTF-8, at most {@value #MAX_BYTES} bytes, without control characters.
 *
 * @param file name for locations
 * @param text without a byte order mark
 * @param hadByteOrderMark whether one stood before the text
 */
record YamlSource(String file, String text, boolean hadByteOrderMark) {
    static final int MAX_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** @throws InputException if the file cannot be read, is too large or not text */
    static YamlSource read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in.readNBytes(MAX_BYTES + 1));
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new InputException(file + " may not be read: access denied", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws InvalidFileException if the bytes are too many or not text */
    static YamlSource of(String file, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw wrong(file, "", "the file has more than " + MAX_BYTES + " bytes, which no manifest needs");
        }
        String decoded = decode(file, content);
        boolean marked = !decoded.isEmpty() && decoded.charAt(0) == BYTE_ORDER_MARK;
        YamlSource source = new YamlSource(file, marked ? decoded.substring(1) : decoded, marked);
        source.checkCharacters();
        return source;
    }

    /** Where the text begins. */
    SourceLocation start() {
        return new SourceLocation(file, 1, 1);
    }

    private static String decode(String file, byte[] content) {
        if (startsWith(content, 0xFF, 0xFE) || startsWith(content, 0xFE, 0xFF)) {
            throw wrong(file, "", "the file is UTF-16; save it as UTF-8");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length + 1);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw wrong(
                    file,
                    text,
                    String.format("byte 0x%02x is not UTF-8; save the file as UTF-8", content[in.position()] & 0xff));
        }
        return text;
    }

    private void checkCharacters() {
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            if (!StreamReader.isPrintable(codePoint)) {
                throw wrong(
                        file,
                        text.substring(0, index),
                        String.format("character U+%04X is not allowed in YAML", codePoint));
            }
            index += Character.charCount(codePoint);
        }
    }

    private static boolean startsWith(byte[] content, int first, int second) {
        return content.length >= 2 && (content[0] & 0xff) == first && (content[1] & 0xff) == second;
    }

    private static InvalidFileException wrong(String file, String before, String message) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        String last = before.substring(before.lastIndexOf('\n') + 1);
        int column = 1 + last.codePointCount(0, last.length());
        return new InvalidFileException(List.of(new Problem(new SourceLocation(file, line, column), message)));
    }
}
