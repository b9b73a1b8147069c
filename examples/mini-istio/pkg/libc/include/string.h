// See ../libc.c.
#ifndef MINI_ISTIO_STRING_H
#define MINI_ISTIO_STRING_H

int strcmp(const char *one, const char *other);
int strncmp(const char *one, const char *other, __SIZE_TYPE__ length);

#endif
