package io.jenkins.plugins.istioimages.cli;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;

/** Helm's own library, in a process of its own: it is compiled Go, which has its own ideas of threads and signals. */
final class HelmReader {
    private HelmReader() {}

    /** Prints what Helm says of each packaged chart; ends with 1 where it does not take one. */
    public static void main(String[] charts) {
        boolean taken = true;
        for (String chart : charts) {
            Helm helm = new Helm(Path.of(chart));
            LintResult lint = helm.lint().call();
            System.out.println("chart " + chart);
            System.out.println(helm.show().chart().call());
            System.out.println(helm.template().call());
            lint.getMessages().forEach(System.out::println);
            taken &= !lint.isFailed();
        }
        System.out.flush();
        System.exit(taken ? 0 : 1);
    }
}
