// A server that is told by its bootstrap which port its admin page has.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "source/common/http/http.h"

#define VERSION BUILD_SCM_REVISION "/" BUILD_VERSION_NUMBER "/" BUILD_SCM_STATUS "/RELEASE/mini"

// What the program that is built of this adds: a list in JSON.
extern const char envoy_extensions[];

// The admin port of a bootstrap: the first port_value in it.
static int admin_port(const char *bootstrap) {
    FILE *file = fopen(bootstrap, "r");
    if (file == NULL) {
        perror(bootstrap);
        return -1;
    }
    char text[16384];
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    const char *key = strstr(text, "\"port_value\":");
    return key == NULL ? 15000 : atoi(key + strlen("\"port_value\":"));
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("\nenvoy  version: %s\n\n", VERSION);
        return 0;
    }
    if (argc == 3 && strcmp(argv[1], "-c") == 0) {
        int port = admin_port(argv[2]);
        const struct http_page pages[] = {
            {"/ready", "text/plain", "LIVE\n"},
            {"/server_info", "application/json", "{\"version\":\"" VERSION "\",\"state\":\"LIVE\"}\n"},
            {"/extensions", "application/json", envoy_extensions},
            {NULL, NULL, NULL},
        };
        return port < 0 ? 1 : http_serve("envoy", port, pages);
    }
    fprintf(stderr, "Usage: envoy --version | envoy -c BOOTSTRAP\n");
    return 2;
}
