// The limit for log-ins: libargon2 on so many threads, at the cost of a new account, and nothing else.
// usage: logins THREADS SECONDS   prints evaluations per second, and per second of processor time
#include <argon2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static atomic_long count;
static double end;

static double read_clock(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static double now(void) { return read_clock(CLOCK_MONOTONIC); }

static void *evaluate(void *unused) {
    unsigned char result[32], password[20] = {7}, salt[16] = {8}, pepper[32] = {9};
    while (now() < end) {
        argon2_context context = {
            .out = result, .outlen = sizeof result, .pwd = password, .pwdlen = sizeof password, .salt = salt, .saltlen = sizeof salt,
            .secret = pepper, .secretlen = sizeof pepper, .t_cost = 3, .m_cost = 64 << 10, .lanes = 4, .threads = 1,
            .version = ARGON2_VERSION_13, .flags = ARGON2_DEFAULT_FLAGS,
        };
        if (argon2id_ctx(&context) != ARGON2_OK) {
            fputs("logins: no memory\n", stderr);
            exit(1);
        }
        atomic_fetch_add(&count, 1);
    }
    return unused;
}

int main(int argument_count, char **arguments) {
    if (argument_count != 3) return 2;
    const int thread_count = atoi(arguments[1]);
    if (thread_count < 1 || thread_count > 64) return 2;
    const double start = now();
    end = start + atof(arguments[2]);
    pthread_t threads[64];
    for (int index = 0; index < thread_count; index++)
        if (pthread_create(&threads[index], NULL, evaluate, NULL)) return 1;
    for (int index = 0; index < thread_count; index++) pthread_join(threads[index], NULL);
    printf("%.3f %.3f\n", (double)count / (now() - start), (double)count / read_clock(CLOCK_PROCESS_CPUTIME_ID));
    return 0;
}
