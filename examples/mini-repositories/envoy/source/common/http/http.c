#include "http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// The first process of a container ignores signals that have no handler.
static void stop(int signal_number) {
    (void)signal_number;
    _exit(0);
}

static const struct http_page *find(const struct http_page *pages, const char *request) {
    for (; pages->path != NULL; pages++) {
        size_t length = strlen(pages->path);
        if (strncmp(request, "GET ", 4) == 0 && strncmp(request + 4, pages->path, length) == 0
            && request[4 + length] == ' ') {
            return pages;
        }
    }
    return NULL;
}

static void answer(int connection, const struct http_page *pages) {
    char request[1024];
    ssize_t got = read(connection, request, sizeof request - 1);
    if (got <= 0) {
        return;
    }
    request[got] = '\0';
    const struct http_page *page = find(pages, request);
    if (page == NULL) {
        dprintf(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
    dprintf(connection, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
            page->content_type, strlen(page->body), page->body);
}

int http_serve(const char *name, int port, const struct http_page *pages) {
    signal(SIGTERM, stop);
    signal(SIGINT, stop);
    signal(SIGPIPE, SIG_IGN);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int yes = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 16) != 0) {
        fprintf(stderr, "%s: cannot listen on port %d\n", name, port);
        return 1;
    }
    printf("%s: listening on port %d\n", name, port);
    fflush(stdout);
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection >= 0) {
            answer(connection, pages);
            close(connection);
        }
    }
}
