package io.jenkins.plugins.istioimages.image.dockerfile;

import io.jenkins.plugins.istioimages.errors.InputException;
import io.jenkins.plugins.istioimages.image.dockerfile.Stage.Base;
import io.jenkins.plugins.istioimages.oci.Platform;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The stages of a Dockerfile that its last stage needs, for one platform and set of arguments. */
public final class StageGraph {
    private final Dockerfile dockerfile;
    private final Platform target;
    private final Scope globals;
    private final List<Instruction.From> froms = new ArrayList<>();
    private final List<List<Instruction>> bodies = new ArrayList<>();
    private final Map<String, NavigableSet<Integer>> names = new HashMap<>();
    private final NavigableMap<Integer, Stage> needed = new TreeMap<>();

    private StageGraph(Dockerfile dockerfile, Platform target, Scope globals) {
        this.dockerfile = dockerfile;
        this.target = target;
        this.globals = globals;
    }

    /**
     * Evaluates a Dockerfile.
     *
     * @param buildArguments values of ARG instructions
     * @param build platform that the build runs on: the value of BUILDPLATFORM
     * @param target platform of the image
     * @throws DockerfileException if a stage that is needed has a RUN or its FROM cannot be evaluated
     */
    public static StageGraph of(
            Dockerfile dockerfile, Map<String, String> buildArguments, Platform build, Platform target) {
        Scope globals = Scope.global(dockerfile.escape(), buildArguments, PlatformArguments.of(build, target));
        StageGraph graph = new StageGraph(dockerfile, target, globals);
        graph.split();
        graph.findNeeded();
        return graph;
    }

    /** The stages that are needed, in order; the last one is the image. */
    public List<Stage> stages() {
        return List.copyOf(needed.values());
    }

    /** The scope that a stage on an image or on nothing begins with. */
    public Scope scope(Map<String, String> imageEnvironment) {
        return globals.stage(imageEnvironment);
    }

    /** The stage that {@code --from} of an instruction in a stage names by name or number; empty if it names an image. */
    public Optional<Stage> stage(String from, Stage user) {
        return indexOf(from, user.index()).map(needed::get);
    }

    private void split() {
        for (Instruction instruction : dockerfile.instructions()) {
            if (instruction instanceof Instruction.From from) {
                from.name().ifPresent(name -> names.computeIfAbsent(name, n -> new TreeSet<>())
                        .add(froms.size()));
                froms.add(from);
                bodies.add(new ArrayList<>());
            } else if (!bodies.isEmpty()) {
                bodies.get(bodies.size() - 1).add(instruction);
            } else if (instruction instanceof Instruction.Arg arg) {
                globals.declare(arg);
            } else {
                throw new DockerfileException(instruction.at(), "only ARG may stand before the first FROM");
            }
        }
        if (froms.isEmpty()) {
            throw new DockerfileException(dockerfile.instructions().get(0).at(), "no FROM in this Dockerfile");
        }
    }

    /** References go to earlier stages only, so that one pass down finds all that are needed. */
    private void findNeeded() {
        NavigableMap<Integer, Base> bases = new TreeMap<>();
        Set<Integer> wanted = new HashSet<>(Set.of(froms.size() - 1));
        for (int index = froms.size() - 1; index >= 0; index--) {
            if (wanted.contains(index)) {
                Base base = base(index);
                bases.put(index, base);
                if (base instanceof Base.OnStage parent) {
                    wanted.add(parent.index());
                }
                wanted.addAll(copiedFrom(index));
            }
        }
        bases.forEach((index, base) -> {
            Stage stage = new Stage(index, froms.get(index), base, platform(index, base), bodies.get(index));
            refuseRun(stage);
            needed.put(index, stage);
        });
    }

    private Set<Integer> copiedFrom(int index) {
        Set<Integer> result = new HashSet<>();
        for (Instruction instruction : bodies.get(index)) {
            if (instruction instanceof Instruction.Copy copy) {
                copy.flags().from().flatMap(from -> indexOf(from, index)).ifPresent(result::add);
            }
        }
        return result;
    }

    private static void refuseRun(Stage stage) {
        for (Instruction instruction : stage.instructions()) {
            if (instruction instanceof Instruction.Run run) {
                throw new RunException(run, stage);
            }
        }
    }

    private Base base(int index) {
        Instruction.From from = froms.get(index);
        String image = globals.expand(from.at(), from.image());
        if (image.isBlank()) {
            throw new DockerfileException(
                    from.at(), "FROM " + from.image() + " names no image: its variables are empty");
        }
        if (image.equals("scratch")) {
            return new Base.Scratch();
        }
        return byName(image, index).<Base>map(Base.OnStage::new).orElseGet(() -> new Base.Image(image));
    }

    private Platform platform(int index, Base base) {
        Instruction.From from = froms.get(index);
        if (base instanceof Base.OnStage parent) {
            // A stage on a stage runs where that one does, whatever its flag says.
            return needed.get(parent.index()).platform();
        }
        if (from.platform().isEmpty()) {
            return target;
        }
        String text = globals.expand(from.at(), from.platform().get());
        try {
            return Platform.parse(text);
        } catch (InputException e) {
            throw new DockerfileException(from.at(), e.getMessage());
        }
    }

    private Optional<Integer> indexOf(String name, int before) {
        if (name.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(name);
            return index < before ? Optional.of(index) : Optional.empty();
        }
        return byName(name, before);
    }

    /** The last earlier stage of that name. */
    private Optional<Integer> byName(String name, int before) {
        return Optional.ofNullable(names.get(name.toLowerCase(Locale.ROOT))).map(indexes -> indexes.lower(before));
    }

    /** A stage that is needed has a RUN. */
    public static final class RunException extends DockerfileException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        public RunException(Instruction.Run run, Stage stage) {
            this(run, "RUN in " + stage.title() + ", which the image needs");
        }

        private RunException(Instruction.Run run, String reason) {
            super(run.at(), reason + ": the native image builder runs no containers; use --image-builder docker");
            this.reason = reason;
        }

        /** What is in the way, without its place and without what to do about it. */
        public String reason() {
            return reason;
        }
    }
}
