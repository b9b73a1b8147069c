package io.jenkins.plugins.istioimages.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command line in this process and keeps what it said. */
record CliRun(int status, String out, String err) {
    static CliRun of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.execute(new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), false), args);
        return new CliRun(status, out.toString(), err.toString());
    }
}
