package io.jenkins.plugins.istioimages.bench.scenario;

import io.jenkins.plugins.istioimages.bench.contender.Contender;
import java.io.IOException;
import java.util.List;

/** Something that every contender does in its turn. */
public interface Scenario {
    /** Who takes part. */
    List<? extends Contender> contenders();

    /** One contender does it. */
    void play(Contender contender, Turn turn) throws IOException;
}
