// istioctl in small, for every system.
#include <stdio.h>
#include <string.h>

#include "version/version.h"

static int usage(FILE *out) {
    fprintf(out, "Istio configuration command line utility, in small.\n\n"
                 "Usage:\n"
                 "  istioctl version [--short] [--remote=false] [-o json]   print out build version information\n"
                 "  istioctl completion bash|zsh                            print a completion script\n");
    return out == stdout ? 0 : 2;
}

static int completion(const char *shell) {
    if (strcmp(shell, "bash") == 0) {
        puts("# bash completion for istioctl\ncomplete -W \"completion help version\" istioctl");
        return 0;
    }
    if (strcmp(shell, "zsh") == 0) {
        puts("#compdef istioctl\n_arguments '1: :(completion help version)'");
        return 0;
    }
    fprintf(stderr, "Error: no completion for %s; there is one for bash and one for zsh\n", shell);
    return 2;
}

int main(int argc, char **argv) {
    if (argc < 2) {
        return usage(stderr);
    }
    if (strcmp(argv[1], "version") == 0) {
        return version_command("client version: ", argc - 1, argv + 1);
    }
    if (strcmp(argv[1], "completion") == 0 && argc == 3) {
        return completion(argv[2]);
    }
    return usage(strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0 ? stdout : stderr);
}
