// The yardstick for the event loop: an echo server in plain C on libevent's bufferevents, and a load client that is as thin
// as a client can be (epoll, send, recv), so that the server is what gets measured.
//
//   echo server                              listens on a free port of 127.0.0.1 and prints it
//   echo client PORT CONNECTIONS TRIPS SIZE  makes TRIPS round trips of SIZE bytes in all, prints seconds taken
#include <arpa/inet.h>
#include <errno.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAXIMUM_CONNECTIONS = 1000, MAXIMUM_SIZE = 65536, PATIENCE_MILLISECONDS = 10000 };

static void fail(const char *what) {
    perror(what);
    exit(EXIT_FAILURE);
}

static struct sockaddr_in loopback(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static void set_no_delay(int descriptor) {
    int one = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static void echo_back(struct bufferevent *stream, void *context) {
    (void)context;
    bufferevent_write_buffer(stream, bufferevent_get_input(stream));
}

static void end_stream(struct bufferevent *stream, short events, void *context) {
    (void)context;
    if (events & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) bufferevent_free(stream);
}

static void accept_stream(struct evconnlistener *listener, evutil_socket_t descriptor, struct sockaddr *address, int size,
                          void *context) {
    (void)address, (void)size, (void)context;
    set_no_delay(descriptor);
    struct bufferevent *stream = bufferevent_socket_new(evconnlistener_get_base(listener), descriptor, BEV_OPT_CLOSE_ON_FREE);
    bufferevent_setcb(stream, echo_back, NULL, end_stream, NULL);
    bufferevent_enable(stream, EV_READ | EV_WRITE);
}

static int serve(void) {
    struct event_base *base = event_base_new();
    struct sockaddr_in address = loopback(0);
    struct evconnlistener *listener = evconnlistener_new_bind(base, accept_stream, NULL, LEV_OPT_CLOSE_ON_FREE, 128,
                                                              (struct sockaddr *)&address, sizeof address);
    if (!listener) fail("listen");
    socklen_t size = sizeof address;
    getsockname(evconnlistener_get_fd(listener), (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return event_base_dispatch(base);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int load(int port, int connections, long trips, int size) {
    static char message[MAXIMUM_SIZE], answer[MAXIMUM_SIZE];
    static int received[MAXIMUM_CONNECTIONS], descriptors[MAXIMUM_CONNECTIONS];
    struct epoll_event events[256];
    int poll = epoll_create1(0);
    memset(message, 'o', sizeof message);
    for (int index = 0; index < connections; index++) {
        struct sockaddr_in address = loopback(port);
        int descriptor = socket(AF_INET, SOCK_STREAM, 0);
        if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
        set_no_delay(descriptor);
        descriptors[index] = descriptor;
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)index};
        epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event);
    }
    long sent = 0, done = 0;
    double start = now();
    for (int index = 0; index < connections && sent < trips; index++, sent++) {
        if (send(descriptors[index], message, (size_t)size, 0) != size) fail("send");
    }
    while (done < trips) {
        int count = epoll_wait(poll, events, 256, PATIENCE_MILLISECONDS);
        if (count <= 0) fail("no answer");
        for (int position = 0; position < count; position++) {
            int index = (int)events[position].data.u32;
            ssize_t bytes = recv(descriptors[index], answer, (size_t)(size - received[index]), 0);
            if (bytes <= 0) fail("recv");
            received[index] += (int)bytes;
            if (received[index] < size) continue;
            received[index] = 0;
            done++;
            if (sent == trips) continue;
            sent++;
            if (send(descriptors[index], message, (size_t)size, 0) != size) fail("send");
        }
    }
    printf("%.6f\n", now() - start);
    return EXIT_SUCCESS;
}

int main(int count, char **arguments) {
    signal(SIGPIPE, SIG_IGN);
    if (count == 2 && strcmp(arguments[1], "server") == 0) return serve();
    if (count == 6 && strcmp(arguments[1], "client") == 0) {
        int connections = atoi(arguments[3]), size = atoi(arguments[5]);
        if (connections >= 1 && connections <= MAXIMUM_CONNECTIONS && size >= 1 && size <= MAXIMUM_SIZE)
            return load(atoi(arguments[2]), connections, atol(arguments[4]), size);
    }
    fputs("echo server | echo client PORT CONNECTIONS TRIPS SIZE\n", stderr);
    return EXIT_FAILURE;
}
