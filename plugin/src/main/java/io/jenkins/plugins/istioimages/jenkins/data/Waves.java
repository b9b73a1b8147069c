package io.jenkins.plugins.istioimages.jenkins.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Groups stages so that all of a group may run at once. */
final class Waves {
    private Waves() {}

    /** Groups of stages that stand in an order in which each comes after what it needs. */
    static List<List<PlannedStage>> of(List<PlannedStage> stages) {
        List<List<PlannedStage>> waves = new ArrayList<>();
        Set<String> before = new HashSet<>();
        Set<String> current = new HashSet<>();
        for (PlannedStage stage : stages) {
            if (waves.isEmpty() || !before.containsAll(stage.getNeeds())) {
                waves.add(new ArrayList<>());
                before.addAll(current);
                current.clear();
            }
            waves.get(waves.size() - 1).add(stage);
            current.add(stage.getId());
        }
        return waves;
    }
}
