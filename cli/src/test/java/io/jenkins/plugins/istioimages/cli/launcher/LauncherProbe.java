package io.jenkins.plugins.istioimages.cli.launcher;

/** Stands for the command line in a jar of its own: says how it was started. */
final class LauncherProbe {
    private LauncherProbe() {}

    public static void main(String[] args) {
        System.out.println("home=" + System.getProperty("istio.images.home"));
        System.out.println("terminal=" + System.getProperty("istio.images.terminal"));
        System.out.println("heap=" + Runtime.getRuntime().maxMemory() / (1024 * 1024));
        System.out.println("names=" + System.getProperty("sun.jnu.encoding"));
        for (String arg : args) {
            System.out.println("[" + arg + "]");
        }
        System.exit(args.length > 0 && args[0].equals("fail") ? 42 : 0);
    }
}
