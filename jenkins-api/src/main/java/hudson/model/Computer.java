package hudson.model;

import java.util.concurrent.ExecutorService;

public abstract class Computer extends Actionable {
    public static final ExecutorService threadPoolForRemoting = null;

    Computer() {}

    public String getName() {
        throw new UnsupportedOperationException();
    }
}
