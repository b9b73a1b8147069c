#include "version.h"

#include <stdio.h>
#include <string.h>

#include "buildinfo.h"

const struct build_info mini_build = {
    .version = BUILD_VERSION,
    .revision = BUILD_GIT_REVISION,
    .compiler = BUILD_COMPILER,
    .status = BUILD_STATUS,
    .tag = BUILD_GIT_TAG,
};

static void print_json(void) {
    printf("{\n"
           "  \"clientVersion\": {\n"
           "    \"version\": \"%s\",\n"
           "    \"revision\": \"%s\",\n"
           "    \"golang_version\": \"%s\",\n"
           "    \"status\": \"%s\",\n"
           "    \"tag\": \"%s\"\n"
           "  }\n"
           "}\n",
           mini_build.version, mini_build.revision, mini_build.compiler, mini_build.status, mini_build.tag);
}

static void print_long(const char *prefix) {
    printf("%sversion.BuildInfo{Version:\"%s\", GitRevision:\"%s\", GolangVersion:\"%s\", BuildStatus:\"%s\", "
           "GitTag:\"%s\"}\n",
           prefix, mini_build.version, mini_build.revision, mini_build.compiler, mini_build.status, mini_build.tag);
}

static const char *output_value(const char *argument, const char *next) {
    if (strncmp(argument, "--output=", 9) == 0) {
        return argument + 9;
    }
    if (strcmp(argument, "--output") == 0 || strcmp(argument, "-o") == 0) {
        return next == NULL ? "" : next;
    }
    return strncmp(argument, "-o", 2) == 0 ? argument + 2 : NULL;
}

int version_command(const char *prefix, int argc, char **argv) {
    int as_short = 0;
    int as_json = 0;
    for (int i = 1; i < argc; i++) {
        const char *output = output_value(argv[i], i + 1 < argc ? argv[i + 1] : NULL);
        if (output != NULL) {
            if (strcmp(output, "json") != 0) {
                fprintf(stderr, "Error: --output must be 'json'\n");
                return 2;
            }
            as_json = 1;
            i += strcmp(argv[i], "-o") == 0 || strcmp(argv[i], "--output") == 0;
        } else if (strcmp(argv[i], "--short") == 0 || strcmp(argv[i], "-s") == 0) {
            as_short = 1;
        } else if (strncmp(argv[i], "--remote", 8) != 0 && strcmp(argv[i], "--short=false") != 0) {
            fprintf(stderr, "Error: unknown flag: %s\n", argv[i]);
            return 2;
        }
    }
    if (as_json) {
        print_json();
    } else if (as_short) {
        printf("%s%s\n", prefix, mini_build.version);
    } else {
        print_long(prefix);
    }
    return 0;
}
