// Stands where the node proxy of ambient mode stands: told by the ztunnel repository, built there, and here when
// no binary is at hand.
#include <stdio.h>
#include <string.h>

#include "http/http.h"

#ifndef ZTUNNEL_BUILD
#error "ZTUNNEL_BUILD must be the commit of the ztunnel repository"
#endif

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "version") == 0) {
        printf("version.BuildInfo{Version:\"%s\", GitRevision:\"%s\", RustVersion:\"none\", BuildProfile:\"release\", "
               "BuildStatus:\"Clean\", GitTag:\"%s\", IstioVersion:\"unknown\"}\n",
               ZTUNNEL_BUILD, ZTUNNEL_BUILD, ZTUNNEL_BUILD);
        return 0;
    }
    if (argc == 1 || strcmp(argv[1], "proxy") == 0) {
        const struct http_page pages[] = {
            {"/healthz/ready", "text/plain", "ready\n"},
            {NULL, NULL, NULL},
        };
        return http_serve("ztunnel", 15021, pages);
    }
    fprintf(stderr, "Usage: ztunnel [proxy] | ztunnel version\n");
    return 2;
}
