// The CNI plugin in small: answers the calls of the CNI specification 1.0.0 that change nothing.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "version/version.h"

int main(int argc, char **argv) {
    if (argc > 1 && strcmp(argv[1], "version") == 0) {
        return version_command("", argc - 1, argv + 1);
    }
    const char *command = getenv("CNI_COMMAND");
    if (command == NULL) {
        fprintf(stderr, "CNI plugin istio-cni %s\n", mini_build.version);
        return 0;
    }
    if (strcmp(command, "VERSION") == 0) {
        puts("{\"cniVersion\":\"1.0.0\",\"supportedVersions\":[\"0.3.1\",\"0.4.0\",\"1.0.0\"]}");
        return 0;
    }
    if (strcmp(command, "DEL") == 0 || strcmp(command, "CHECK") == 0) {
        return 0;
    }
    // Code 4 of the specification: invalid necessary environment variables.
    printf("{\"cniVersion\":\"1.0.0\",\"code\":4,\"msg\":\"CNI_COMMAND %s is not served\"}\n", command);
    return 1;
}
