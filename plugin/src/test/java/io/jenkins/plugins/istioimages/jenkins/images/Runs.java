package io.jenkins.plugins.istioimages.jenkins.images;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.model.Run;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenkins.model.RunAction2;

/** Runs that keep what is recorded in them, in a directory of the test. */
public final class Runs {
    private Runs() {}

    public static Run<?, ?> run(Path directory, int number) {
        return run(directory, number, null);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static Run<?, ?> run(Path directory, int number, Run<?, ?> previous) {
        Run run = mock(Run.class);
        Map<Class<?>, RunAction2> actions = new HashMap<>();
        when(run.getRootDir())
                .thenReturn(directory.resolve(String.valueOf(number)).toFile());
        when(run.getNumber()).thenReturn(number);
        when(run.getDisplayName()).thenReturn("#" + number);
        when(run.getPreviousBuild()).thenReturn(previous);
        when(run.getAction(any())).thenAnswer(call -> actions.get(call.<Class<?>>getArgument(0)));
        doAnswer(call -> {
                    RunAction2 added = call.getArgument(0);
                    actions.put(added.getClass(), added);
                    added.onAttached(run);
                    return null;
                })
                .when(run)
                .addAction(any());
        return run;
    }

    /** The files that actions keep beside a run, sorted. */
    public static List<Path> files(Run<?, ?> run) throws IOException {
        try (Stream<Path> files = Files.list(run.getRootDir().toPath().resolve("istio-images"))) {
            return files.sorted().toList();
        }
    }

    /** Names of the fields that Jenkins writes into a run's own file. */
    public static List<String> persisted(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != Object.class, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .filter(field ->
                        !Modifier.isTransient(field.getModifiers()) && !Modifier.isStatic(field.getModifiers()))
                .filter(field -> !field.isSynthetic())
                .map(Field::getName)
                .toList();
    }
}
