// Puts the CNI plugin into the node's directory of plugins.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "version/version.h"

static int fail(const char *what) {
    perror(what);
    return 1;
}

// Copies under another name first: a plugin that is being called is never half written.
static int copy(const char *from, const char *to) {
    char unfinished[4096];
    snprintf(unfinished, sizeof unfinished, "%s.tmp", to);
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0) {
        return fail(from);
    }
    int out = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
    if (out < 0) {
        return fail(unfinished);
    }
    char buffer[65536];
    ssize_t got;
    while ((got = read(in, buffer, sizeof buffer)) > 0) {
        if (write(out, buffer, (size_t)got) != got) {
            return fail(unfinished);
        }
    }
    close(in);
    if (got < 0 || close(out) != 0 || rename(unfinished, to) != 0) {
        return fail(to);
    }
    printf("installed %s\n", to);
    return 0;
}

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "version") == 0) {
        return version_command("", argc - 1, argv + 1);
    }
    const char *from = argc > 1 ? argv[1] : "/opt/cni/bin/istio-cni";
    const char *to = argc > 2 ? argv[2] : "/host/opt/cni/bin/istio-cni";
    return copy(from, to);
}
