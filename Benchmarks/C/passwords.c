/* What Debian's libzxcvbn says of passwords, one a line on the standard input: prints the bits of each. */
#include <stdio.h>
#include <stdlib.h>
#include <zxcvbn.h>

int main(void) {
    char *line = NULL;
    size_t room = 0;
    ssize_t count;
    while ((count = getline(&line, &room, stdin)) > 0) {
        if (line[count - 1] == '\n') line[count - 1] = 0;
        printf("%f\n", ZxcvbnMatch(line, NULL, NULL));
    }
    free(line);
    return 0;
}
