// The sidecar's agent in small: starts Envoy with the bootstrap that the image brings.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "version/version.h"

static int usage(FILE *out) {
    fprintf(out, "Istio Pilot agent, in small.\n\n"
                 "Usage:\n"
                 "  pilot-agent proxy [sidecar|router]          become Envoy\n"
                 "  pilot-agent version [--short] [-o json]     print out build version information\n\n"
                 "Environment: BINARY_PATH (default /usr/local/bin/envoy),\n"
                 "ISTIO_BOOTSTRAP (default /var/lib/istio/envoy/envoy_bootstrap_tmpl.json)\n");
    return out == stdout ? 0 : 2;
}

static char *setting(const char *name, char *fallback) {
    char *value = getenv(name);
    return value == NULL || *value == '\0' ? fallback : value;
}

static int proxy(void) {
    char *envoy = setting("BINARY_PATH", "/usr/local/bin/envoy");
    char *bootstrap = setting("ISTIO_BOOTSTRAP", "/var/lib/istio/envoy/envoy_bootstrap_tmpl.json");
    char *command[] = {envoy, "-c", bootstrap, NULL};
    execv(envoy, command);
    perror(envoy);
    return 1;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        return usage(stderr);
    }
    if (strcmp(argv[1], "version") == 0) {
        return version_command("", argc - 1, argv + 1);
    }
    if (strcmp(argv[1], "proxy") == 0) {
        return proxy();
    }
    return usage(strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0 ? stdout : stderr);
}
