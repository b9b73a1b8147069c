package io.jenkins.plugins.istioimages.jenkins.steps;

import static org.mockito.Mockito.mockStatic;

import io.jenkins.plugins.istioimages.jenkins.config.IstioImagesConfiguration;
import jenkins.scm.api.SCMHead;
import org.mockito.MockedStatic;

/** The system configuration, on this thread, without Jenkins and without a file. */
final class SystemSettings implements AutoCloseable {
    final IstioImagesConfiguration configuration = new Unsaved();
    private final MockedStatic<IstioImagesConfiguration> statics = mockStatic(IstioImagesConfiguration.class);

    /** What jobs build; jobs of no multibranch project until a test says otherwise. */
    final MockedStatic<SCMHead.HeadByItem> heads = mockStatic(SCMHead.HeadByItem.class);

    SystemSettings() {
        statics.when(IstioImagesConfiguration::get).thenReturn(configuration);
    }

    @Override
    public void close() {
        statics.close();
        heads.close();
    }

    private static final class Unsaved extends IstioImagesConfiguration {
        @Override
        public synchronized void load() {}

        @Override
        public synchronized void save() {}
    }
}
