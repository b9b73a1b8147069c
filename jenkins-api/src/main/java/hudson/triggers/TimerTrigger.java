package hudson.triggers;

import hudson.model.Cause;

public class TimerTrigger {
    private TimerTrigger() {}

    public static class TimerTriggerCause extends Cause {
        public TimerTriggerCause() {}

        @Override
        public String getShortDescription() {
            throw new UnsupportedOperationException();
        }
    }
}
