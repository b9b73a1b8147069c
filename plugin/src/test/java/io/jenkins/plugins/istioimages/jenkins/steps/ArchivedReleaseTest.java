package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import hudson.AbortException;
import hudson.Functions;
import hudson.model.Item;
import hudson.model.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

/** Whose artifacts a run may take. */
class ArchivedReleaseTest {
    private final MockedStatic<Functions> functions = mockStatic(Functions.class);

    @SuppressWarnings("rawtypes")
    private final MockedStatic<Run> runs = mockStatic(Run.class);

    private final Run<?, ?> own = mock(Run.class);
    private final Run<?, ?> other = mock(Run.class);

    @BeforeEach
    void start() {
        when(own.getExternalizableId()).thenReturn("promote#1");
        runs.when(() -> Run.fromExternalizableId("istio#7")).thenAnswer(call -> other);
    }

    @AfterEach
    void close() {
        runs.close();
        functions.close();
    }

    @Test
    void its_own_are_taken_without_a_question() throws Exception {
        assertThat(ArchivedRelease.find(own, "")).isEmpty();
        assertThat(ArchivedRelease.find(own, "promote#1")).isEmpty();
    }

    @Test
    void those_of_another_run_need_the_permission_to_read_it() throws Exception {
        assertThatThrownBy(() -> ArchivedRelease.find(own, "istio#7"))
                .isInstanceOf(AbortException.class)
                .hasMessage("there is no run istio#7 whose artifacts this build may read");
        when(other.hasPermission(Item.READ)).thenReturn(true);
        assertThat(ArchivedRelease.find(own, "istio#7")).isEqualTo("istio#7");
    }

    @Test
    void where_artifacts_have_a_permission_of_their_own_it_counts() {
        functions.when(Functions::isArtifactsPermissionEnabled).thenReturn(true);
        when(other.hasPermission(Item.READ)).thenReturn(true, false);
        assertThatThrownBy(() -> ArchivedRelease.find(own, "istio#7")).hasMessageStartingWith("there is no run");
    }

    @Test
    void a_run_that_is_gone_is_told_in_the_same_words() {
        assertThatThrownBy(() -> ArchivedRelease.find(own, "istio#8"))
                .hasMessage("there is no run istio#8 whose artifacts this build may read");
        assertThatThrownBy(() -> ArchivedRelease.of(own, "istio#8")).hasMessageContaining("is gone");
    }
}
