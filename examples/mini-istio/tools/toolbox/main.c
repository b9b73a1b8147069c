// What the debug variant has to look around with; one binary that acts by the name it is called by.
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static int cat(int argc, char **argv) {
    int status = 0;
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "r");
        if (file == NULL) {
            perror(argv[i]);
            status = 1;
            continue;
        }
        char buffer[8192];
        size_t got;
        while ((got = fread(buffer, 1, sizeof buffer, file)) > 0) {
            fwrite(buffer, 1, got, stdout);
        }
        fclose(file);
    }
    return status;
}

static int env(int argc, char **argv) {
    extern char **environ;
    (void)argc;
    (void)argv;
    for (char **entry = environ; *entry != NULL; entry++) {
        puts(*entry);
    }
    return 0;
}

static int id(int argc, char **argv) {
    (void)argc;
    (void)argv;
    printf("uid=%d gid=%d\n", (int)getuid(), (int)getgid());
    return 0;
}

static int ls(int argc, char **argv) {
    struct dirent **entries;
    int count = scandir(argc > 1 ? argv[1] : ".", &entries, NULL, alphasort);
    if (count < 0) {
        perror(argc > 1 ? argv[1] : ".");
        return 1;
    }
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.') {
            puts(entries[i]->d_name);
        }
    }
    return 0;
}

static int uname_machine(int argc, char **argv) {
    struct utsname name;
    (void)argc;
    (void)argv;
    if (uname(&name) != 0) {
        return 1;
    }
    printf("%s %s\n", name.sysname, name.machine);
    return 0;
}

static const struct {
    const char *name;
    int (*run)(int, char **);
} tools[] = {{"cat", cat}, {"env", env}, {"id", id}, {"ls", ls}, {"uname", uname_machine}};

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

int main(int argc, char **argv) {
    for (int skip = 0; skip < 2 && skip < argc; skip++) {
        for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
            if (strcmp(base_name(argv[skip]), tools[i].name) == 0) {
                return tools[i].run(argc - skip, argv + skip);
            }
        }
    }
    fprintf(stderr, "Usage: toolbox cat|env|id|ls|uname [ARGUMENT]...\n");
    return 2;
}
