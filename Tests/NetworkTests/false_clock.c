// The machine's clock, wrong for the process that preloads this: by CLOCK_SHIFT seconds, the same for all of a run, and by as many seconds as the
// file named by FALSE_CLOCK says at each moment. The clocks that nobody sets go on as they are.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long shift(void) {
    const char *fixed = getenv("CLOCK_SHIFT"), *path = getenv("FALSE_CLOCK");
    long long total = fixed ? atoll(fixed) : 0, ahead = 0;
    FILE *file = path ? fopen(path, "re") : NULL;
    if (file) {
        if (fscanf(file, "%lld", &ahead) == 1) total += ahead;
        fclose(file);
    }
    return total;
}

int clock_gettime(clockid_t clock, struct timespec *out) {
    int result = (int)syscall(SYS_clock_gettime, clock, out);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) out->tv_sec += shift();
    return result;
}

int gettimeofday(struct timeval *restrict out, void *restrict zone) {
    struct timespec now;
    (void)zone;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    out->tv_sec = now.tv_sec;
    out->tv_usec = now.tv_nsec / 1000;
    return 0;
}

int timespec_get(struct timespec *out, int base) { return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, out) == 0 ? base : 0; }

time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}

// What waits until a moment of the machine's clock waits until the true one.
static struct timespec truth(const struct timespec *until) {
    return (struct timespec){until->tv_sec - shift(), until->tv_nsec};
}

int sem_timedwait(sem_t *restrict waited, const struct timespec *restrict until) {
    static int (*next)(sem_t *, const struct timespec *);
    struct timespec moment = truth(until);
    if (!next) next = (int (*)(sem_t *, const struct timespec *))dlsym(RTLD_NEXT, "sem_timedwait");
    return next(waited, &moment);
}

int pthread_cond_timedwait(pthread_cond_t *restrict waited, pthread_mutex_t *restrict lock, const struct timespec *restrict until) {
    static int (*next)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
    // glibc's note that the condition was made for CLOCK_MONOTONIC.
    struct timespec moment = (waited->__data.__wrefs & 2) ? *until : truth(until);
    if (!next) next = (int (*)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *))dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
    return next(waited, lock, &moment);
}
