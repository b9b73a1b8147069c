// As much of the C library as istioctl needs, for macOS and Windows, whose own cannot be had on Linux.
#include "libc.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static FILE numbers[] = {0, 1, 2};
FILE *const stdout = &numbers[1];
FILE *const stderr = &numbers[2];

int strcmp(const char *one, const char *other) {
    while (*one != '\0' && *one == *other) {
        one++;
        other++;
    }
    return (unsigned char)*one - (unsigned char)*other;
}

int strncmp(const char *one, const char *other, __SIZE_TYPE__ length) {
    while (length > 0 && *one != '\0' && *one == *other) {
        one++;
        other++;
        length--;
    }
    return length == 0 ? 0 : (unsigned char)*one - (unsigned char)*other;
}

static int write_text(FILE *out, const char *text, __SIZE_TYPE__ length) {
    return length == 0 ? 0 : system_write(*out, text, length);
}

static __SIZE_TYPE__ length_of(const char *text) {
    const char *end = text;
    while (*end != '\0') {
        end++;
    }
    return (__SIZE_TYPE__)(end - text);
}

static int print(FILE *out, const char *format, va_list arguments) {
    const char *from = format;
    const char *at = format;
    for (; *at != '\0'; at++) {
        if (*at == '%') {
            write_text(out, from, (__SIZE_TYPE__)(at - from));
            at++;
            const char *text = *at == 's' ? va_arg(arguments, const char *) : "%";
            write_text(out, text, length_of(text));
            from = at + 1;
        }
    }
    return write_text(out, from, (__SIZE_TYPE__)(at - from));
}

int fprintf(FILE *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = print(out, format, arguments);
    va_end(arguments);
    return result;
}

int printf(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = print(stdout, format, arguments);
    va_end(arguments);
    return result;
}

int puts(const char *text) { return printf("%s\n", text); }
