// Windows: kernel32, whose functions windows.s names. It starts programs without arguments; they are in one text.
#include "libc.h"

#define MAX_ARGUMENTS 32
#define MAX_TEXT 4096

__declspec(dllimport) void *GetStdHandle(unsigned number);
__declspec(dllimport) int WriteFile(void *file, const void *bytes, unsigned length, unsigned *written, void *overlap);
__declspec(dllimport) const char *GetCommandLineA(void);
__declspec(dllimport) void ExitProcess(unsigned status);

int main(int argc, char **argv);

int system_write(int number, const char *text, __SIZE_TYPE__ length) {
    unsigned written = 0;
    // Standard output is -11, standard error -12.
    return WriteFile(GetStdHandle((unsigned)(-10 - number)), text, (unsigned)length, &written, 0) ? (int)written : -1;
}

// Splits at blanks that are not between quotes.
static int split(const char *line, char *text, char **arguments) {
    int count = 0;
    char *end = text + MAX_TEXT - 1;
    while (count < MAX_ARGUMENTS) {
        while (*line == ' ' || *line == '\t') {
            line++;
        }
        if (*line == '\0') {
            break;
        }
        arguments[count++] = text;
        for (int quoted = 0; *line != '\0' && (quoted || (*line != ' ' && *line != '\t')); line++) {
            if (*line == '"') {
                quoted = !quoted;
            } else if (text < end) {
                *text++ = *line;
            }
        }
        *text = '\0';
        text += text < end;
    }
    return count;
}

void start(void) {
    static char text[MAX_TEXT];
    static char *arguments[MAX_ARGUMENTS + 1];
    ExitProcess((unsigned)main(split(GetCommandLineA(), text, arguments), arguments));
}
