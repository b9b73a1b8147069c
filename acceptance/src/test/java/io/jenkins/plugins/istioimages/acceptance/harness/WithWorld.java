package io.jenkins.plugins.istioimages.acceptance.harness;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link World}: one for all of them. */
public final class WithWorld implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(World.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == World.class;
    }

    @Override
    public World resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(World.class, key -> started(), Started.class)
                .world();
    }

    /** A start that failed is not tried again for each test. */
    private record Started(World given, Throwable failure) implements AutoCloseable {
        World world() {
            if (failure != null) {
                throw new AssertionError("no Jenkins to test on: " + failure.getMessage(), failure);
            }
            return given;
        }

        @Override
        public void close() {
            if (given != null) {
                given.close();
            }
        }
    }

    private static Started started() {
        try {
            Path directory = Path.of(System.getProperty("acceptance.directory"));
            return new Started(World.start(Inputs.from(System.getenv(), World.home()), directory), null);
        } catch (Exception | Error e) {
            return new Started(null, e);
        }
    }
}
