// The load and the limit of the road for bytes: a client that sends or takes many bytes over HTTP on loopback, and a server that copies them with
// plain reads and writes and looks at nothing.
// usage: road server                    listens on a free port of 127.0.0.1 and prints it
//        road client PORT up|down BYTES prints megabytes a second
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 64 * 1024, HEAD_LIMIT = 4096 };

static const char boundary[] = "----geckoformboundary5d1f0c9e";
static char piece[PIECE];

static _Noreturn void fail(const char *what) {
    perror(what);
    exit(1);
}

static void write_all(int descriptor, const char *bytes, size_t count) {
    while (count) {
        ssize_t written = write(descriptor, bytes, count);
        if (written < 0) fail("write");
        bytes += written;
        count -= (size_t)written;
    }
}

// Reads up to the end of a head; what came behind it stays at the front of `piece`, and its length is returned.
static size_t read_head(int descriptor, char *head) {
    size_t count = 0;
    for (;;) {
        ssize_t got = read(descriptor, head + count, HEAD_LIMIT - 1 - count);
        if (got <= 0) exit(got < 0);
        count += (size_t)got;
        head[count] = 0;
        char *end = strstr(head, "\r\n\r\n");
        if (end) {
            size_t rest = count - (size_t)(end + 4 - head);
            memcpy(piece, end + 4, rest);
            return rest;
        }
        if (count == HEAD_LIMIT - 1) exit(1);
    }
}

static long long length_in(const char *head) {
    const char *field = strcasestr(head, "\r\nContent-Length:");
    return field ? atoll(field + 17) : 0;
}

static void drop(int descriptor, long long left) {
    while (left > 0) {
        ssize_t got = read(descriptor, piece, left < PIECE ? (size_t)left : PIECE);
        if (got <= 0) fail("read");
        left -= got;
    }
}

static void send_bytes(int descriptor, long long left) {
    while (left > 0) {
        size_t count = left < PIECE ? (size_t)left : PIECE;
        write_all(descriptor, piece, count);
        left -= (long long)count;
    }
}

static int serve(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 16)) fail("bind");
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        int descriptor = accept(listener, NULL, NULL);
        if (descriptor < 0) fail("accept");
        char head[HEAD_LIMIT], answer[128];
        long long rest = (long long)read_head(descriptor, head);
        if (!strncmp(head, "POST", 4)) {
            drop(descriptor, length_in(head) - rest);
            const char *reply = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
            write_all(descriptor, reply, strlen(reply));
        } else {
            long long count = atoll(strchr(head, '?') + 1);
            write_all(descriptor, answer, (size_t)snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Length: %lld\r\n\r\n", count));
            send_bytes(descriptor, count);
        }
        close(descriptor);
    }
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int client(int port, int is_upload, long long count) {
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((unsigned short)port)};
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address)) fail("connect");
    for (size_t index = 0; index < PIECE; index++) piece[index] = (char)(index * 2654435761u >> 16);
    char before[512], after[64], head[HEAD_LIMIT];
    double start = seconds();
    if (is_upload) {
        int front = snprintf(
            before, sizeof before,
            "--%s\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nt\r\n--%s\r\n"
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n",
            boundary, boundary);
        int back = snprintf(after, sizeof after, "\r\n--%s--\r\n", boundary);
        int length = snprintf(
            head, sizeof head,
            "POST /up HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=%s\r\nContent-Length: %lld\r\n\r\n", boundary,
            front + count + back);
        write_all(descriptor, head, (size_t)length);
        write_all(descriptor, before, (size_t)front);
        send_bytes(descriptor, count);
        write_all(descriptor, after, (size_t)back);
    } else {
        write_all(descriptor, head, (size_t)snprintf(head, sizeof head, "GET /down?%lld HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", count));
    }
    long long rest = (long long)read_head(descriptor, head);
    if (strncmp(head, "HTTP/1.1 200", 12) || (!is_upload && length_in(head) != count)) {
        fprintf(stderr, "%s", head);
        return 1;
    }
    if (!is_upload) drop(descriptor, count - rest);
    printf("%.0f\n", (double)count / 1e6 / (seconds() - start));
    close(descriptor);
    return 0;
}

int main(int argument_count, char **arguments) {
    if (argument_count == 2 && !strcmp(arguments[1], "server")) return serve();
    if (argument_count == 5 && !strcmp(arguments[1], "client"))
        return client(atoi(arguments[2]), !strcmp(arguments[3], "up"), atoll(arguments[4]));
    return 2;
}
