package io.jenkins.plugins.istioimages.jenkins.data;

import java.nio.channels.ClosedChannelException;

/**
 * A command whose process is gone without a trace, as when its machine was switched off and on. To the {@code retry} step
 * with the condition {@code agent()} this is the loss of an agent, as any closed channel is (workflow-durable-task-step,
 * AgentErrorCondition).
 */
public final class LostCommandException extends ClosedChannelException {
    private static final long serialVersionUID = 1L;

    private final String message;

    LostCommandException(String message) {
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
