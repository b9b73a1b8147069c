// What libc.c asks of the system that it is compiled for.
#ifndef MINI_ISTIO_LIBC_H
#define MINI_ISTIO_LIBC_H

// Writes to standard output (1) or standard error (2); negative when that fails.
int system_write(int number, const char *text, __SIZE_TYPE__ length);

#endif
