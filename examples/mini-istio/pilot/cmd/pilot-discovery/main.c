// The control plane in small: tells its version and whether it is ready.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/http.h"
#include "version/version.h"

static int usage(FILE *out) {
    fprintf(out, "Istio Pilot, in small.\n\n"
                 "Usage:\n"
                 "  pilot-discovery discovery [--httpAddr :PORT]   serve /ready and /version\n"
                 "  pilot-discovery version [--short] [-o json]    print out build version information\n");
    return out == stdout ? 0 : 2;
}

static int discovery(int argc, char **argv) {
    int port = 8080;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--httpAddr") != 0 || i + 1 == argc || argv[i + 1][0] != ':') {
            fprintf(stderr, "Error: expected --httpAddr :PORT, found %s\n", argv[i]);
            return 2;
        }
        port = atoi(argv[++i] + 1);
    }
    char version[256];
    snprintf(version, sizeof version, "%s-%s-%s\n", mini_build.version, mini_build.revision, mini_build.status);
    const struct http_page pages[] = {
        {"/ready", "text/plain", ""},
        {"/version", "text/plain", version},
        {NULL, NULL, NULL},
    };
    return http_serve("pilot-discovery", port, pages);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        return usage(stderr);
    }
    if (strcmp(argv[1], "version") == 0) {
        return version_command("", argc - 1, argv + 1);
    }
    if (strcmp(argv[1], "discovery") == 0) {
        return discovery(argc - 1, argv + 1);
    }
    return usage(strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0 ? stdout : stderr);
}
