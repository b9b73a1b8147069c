package io.jenkins.plugins.istioimages.envoy;

import io.jenkins.plugins.istioimages.build.ImageMaker;
import io.jenkins.plugins.istioimages.build.ImageRecord;
import io.jenkins.plugins.istioimages.build.StageDirectory;
import io.jenkins.plugins.istioimages.plan.Stage;
import io.jenkins.plugins.istioimages.plan.StageKind;
import java.util.List;

/** Gives stages of Envoy to the one who makes its image, and all others to another. */
public final class MakersByKind implements ImageMaker {
    private final ImageMaker envoy;
    private final ImageMaker others;

    public MakersByKind(ImageMaker envoy, ImageMaker others) {
        this.envoy = envoy;
        this.others = others;
    }

    @Override
    public void check(Stage stage, StageDirectory directory) {
        maker(stage).check(stage, directory);
    }

    @Override
    public List<ImageRecord> make(Stage stage, StageDirectory directory) {
        return maker(stage).make(stage, directory);
    }

    private ImageMaker maker(Stage stage) {
        return stage.kind() == StageKind.ENVOY ? envoy : others;
    }
}
