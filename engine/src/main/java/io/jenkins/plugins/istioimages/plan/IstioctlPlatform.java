package io.jenkins.plugins.istioimages.plan;

import java.util.List;

/**
 * A system that istioctl is released for, and what make calls the binary for it (release-builder pkg/build/archive.go;
 * istio Makefile.core.mk, istioctl-all). Two have an older name too, under which the same archive is published.
 */
public enum IstioctlPlatform {
    LINUX_AMD64("linux-amd64", "istioctl-linux-amd64", ""),
    LINUX_ARM64("linux-arm64", "istioctl-linux-arm64", ""),
    LINUX_ARMV7("linux-armv7", "istioctl-linux-armv7", ""),
    OSX_AMD64("osx-amd64", "istioctl-osx", "osx"),
    OSX_ARM64("osx-arm64", "istioctl-osx-arm64", ""),
    WIN_AMD64("win-amd64", "istioctl-win.exe", "win");

    private final String id;
    private final String binary;
    private final String olderName;

    IstioctlPlatform(String id, String binary, String olderName) {
        this.id = id;
        this.binary = binary;
        this.olderName = olderName;
    }

    /** The name in archive names. */
    public String id() {
        return id;
    }

    /** File name of what make leaves. */
    public String binary() {
        return binary;
    }

    /** Every name that its archives have, the newest first. */
    public List<String> names() {
        return olderName.isEmpty() ? List.of(id) : List.of(id, olderName);
    }

    /** Name of the program in the archives. */
    public String program() {
        return isWindows() ? "istioctl.exe" : "istioctl";
    }

    public boolean isWindows() {
        return binary.endsWith(".exe");
    }
}
