// A server for health and version pages: one connection at a time, GET only, no keep-alive.
#ifndef MINI_ENVOY_HTTP_H
#define MINI_ENVOY_HTTP_H

struct http_page {
    const char *path;
    const char *content_type;
    const char *body;
};

// Serves pages (ended by one without a path) on every interface until SIGTERM or SIGINT.
// Returns 1 when the port cannot be had; does not return otherwise.
int http_serve(const char *name, int port, const struct http_page *pages);

#endif
