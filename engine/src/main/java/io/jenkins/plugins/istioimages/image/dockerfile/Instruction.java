package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.SourceLocation;
import java.util.List;
import java.util.Optional;

/** One instruction, with variables not yet replaced. */
public sealed interface Instruction {
    /** Its first character. */
    SourceLocation at();

    /**
     * A name with a value.
     *
     * @param name as written; variables in it count in ENV and LABEL
     * @param value with quotes and escapes as written
     */
    record Pair(String name, String value) {}

    /**
     * What is to be run.
     *
     * @param exec whether it is the JSON form; else one word, the line for the shell
     * @param words never replaced by variables
     */
    record Command(boolean exec, List<String> words) {
        public Command {
            words = List.copyOf(words);
        }
    }

    /** {@code FROM [--platform=…] image [AS name]}; the name in lower case. */
    record From(SourceLocation at, String image, Optional<String> platform, Optional<String> name)
            implements Instruction {}

    /** {@code ARG name[=default] …}. */
    record Arg(SourceLocation at, List<Declaration> declarations) implements Instruction {
        /** One argument; without a default it is empty. */
        public record Declaration(String name, Optional<String> value) {}

        public Arg {
            declarations = List.copyOf(declarations);
        }
    }

    /** {@code ENV name=value …} and {@code ENV name value}. */
    record Env(SourceLocation at, List<Pair> pairs) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    /** {@code LABEL name=value …}. */
    record Label(SourceLocation at, List<Pair> pairs) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * {@code COPY} and {@code ADD}.
     *
     * @param add whether it is ADD
     * @param sources at least one
     */
    record Copy(SourceLocation at, boolean add, CopyFlags flags, List<String> sources, String destination)
            implements Instruction {
        public Copy {
            sources = List.copyOf(sources);
        }

        public String keyword() {
            return add ? "ADD" : "COPY";
        }
    }

    /**
     * Flags of COPY and ADD.
     *
     * @param from stage or image to copy from
     * @param chown {@code user[:group]}
     * @param chmod octal mode
     * @param excludes patterns left out
     */
    record CopyFlags(Optional<String> from, Optional<String> chown, Optional<String> chmod, List<String> excludes) {
        public CopyFlags {
            excludes = List.copyOf(excludes);
        }
    }

    /** {@code WORKDIR path}. */
    record Workdir(SourceLocation at, String path) implements Instruction {}

    /** {@code USER name[:group]}. */
    record User(SourceLocation at, String user) implements Instruction {}

    /** {@code STOPSIGNAL signal}. */
    record StopSignal(SourceLocation at, String signal) implements Instruction {}

    /** {@code MAINTAINER name}. */
    record Maintainer(SourceLocation at, String name) implements Instruction {}

    /** {@code EXPOSE port[/protocol] …}. */
    record Expose(SourceLocation at, List<String> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    /** {@code VOLUME path …}. */
    record Volume(SourceLocation at, List<String> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /** {@code ENTRYPOINT …}. */
    record Entrypoint(SourceLocation at, Command command) implements Instruction {}

    /** {@code CMD …}. */
    record Cmd(SourceLocation at, Command command) implements Instruction {}

    /** {@code SHELL ["…", …]}. */
    record Shell(SourceLocation at, List<String> words) implements Instruction {
        public Shell {
            words = List.copyOf(words);
        }
    }

    /**
     * {@code HEALTHCHECK}.
     *
     * @param command empty for {@code NONE}
     * @param timing durations in nanoseconds, zero where not given
     */
    record Healthcheck(SourceLocation at, Optional<Command> command, HealthTiming timing) implements Instruction {}

    /** Flags of HEALTHCHECK, in nanoseconds; zero where not given. */
    record HealthTiming(long interval, long timeout, long startPeriod, long startInterval, int retries) {}

    /** {@code ONBUILD instruction}: recorded for images that are built on this one. */
    record Onbuild(SourceLocation at, String trigger) implements Instruction {}

    /** {@code RUN …}: cannot be done without a container; an error only in a stage that is needed. */
    record Run(SourceLocation at, String command) implements Instruction {}
}
