package io.jenkins.plugins.istioimages.registry;

import io.jenkins.plugins.istioimages.store.TransferListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passes a registry's warnings on, each once (distribution-spec, "Warnings"): {@code Warning: 299 - "text"}. */
final class Warnings {
    private static final Pattern WARNING = Pattern.compile("299\\s+\\S+\\s+\"((?:[^\"\\\\]|\\\\.)*)\".*");
    private static final int MOST = 1000;

    private final TransferListener listener;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();

    Warnings(TransferListener listener) {
        this.listener = listener;
    }

    void hear(Answer answer) {
        for (String header : answer.headers().allValues("Warning")) {
            Matcher matcher = WARNING.matcher(header);
            if (header.length() <= 2048 && matcher.matches() && heard.size() < MOST) {
                String text = Origin.of(answer.uri()).authority() + " warns: "
                        + Text.line(matcher.group(1).replaceAll("\\\\(.)", "$1"), 300);
                if (heard.add(text)) {
                    listener.notice(text);
                }
            }
        }
    }
}
