// See ../libc.c.
#ifndef MINI_ISTIO_STDIO_H
#define MINI_ISTIO_STDIO_H

#define NULL ((void *)0)

// A FILE is the number of what is written to.
typedef int FILE;
extern FILE *const stdout;
extern FILE *const stderr;

// %s and %% are all that formats have.
int fprintf(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
int printf(const char *format, ...) __attribute__((format(printf, 1, 2)));
int puts(const char *text);

#endif
