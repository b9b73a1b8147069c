package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.TransferListener;
import java.util.List;

/** Collects what the user is told. */
record Notices(List<String> heard) implements TransferListener {
    @Override
    public void notice(String message) {
        synchronized (heard) {
            heard.add(message);
        }
    }
}
