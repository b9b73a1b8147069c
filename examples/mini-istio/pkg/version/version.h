// What a binary knows about its own build. The values come from common/scripts/report_build_info.sh,
// which holds no date: two builds of one commit are equal.
#ifndef MINI_ISTIO_VERSION_H
#define MINI_ISTIO_VERSION_H

struct build_info {
    const char *version;
    const char *revision;
    const char *compiler;
    const char *status;
    const char *tag;
};

extern const struct build_info mini_build;

// Runs "version [--short|-s] [--remote=BOOL] [--output|-o json]"; argv[0] is "version".
// prefix stands before the one-line forms: "" in servers, "client version: " in istioctl.
// Returns the exit status: 0, or 2 for a flag that is not known.
int version_command(const char *prefix, int argc, char **argv);

#endif
