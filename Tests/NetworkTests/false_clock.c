// A time() that is wrong by as many seconds as the file named by FALSE_CLOCK says, for the process that preloads it.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

time_t time(time_t *out) {
    struct timespec now;
    long long ahead = 0;
    const char *path = getenv("FALSE_CLOCK");
    FILE *file = path ? fopen(path, "re") : NULL;
    if (file) {
        if (fscanf(file, "%lld", &ahead) != 1) ahead = 0;
        fclose(file);
    }
    clock_gettime(CLOCK_REALTIME, &now);
    now.tv_sec += ahead;
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
