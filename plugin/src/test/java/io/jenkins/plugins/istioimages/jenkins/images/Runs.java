package io.jenkins.plugins.istioimages.jenkins.images;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import hudson.model.Run;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
}
