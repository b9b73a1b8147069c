// macOS: libSystem, whose names macos.tbd has.
#include "libc.h"

long write(int number, const void *bytes, __SIZE_TYPE__ length);

int system_write(int number, const char *text, __SIZE_TYPE__ length) { return (int)write(number, text, length); }
