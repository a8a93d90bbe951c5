// The limit for a page: plain C on libevent's evhttp. It looks at the cookie and writes fifty messages as HTML, escaped byte by byte, into the
// answer's buffer; nothing is decrypted and no database is asked.
// usage: page COOKIE   listens on a free port of 127.0.0.1 and prints it
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/util.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { MESSAGE_COUNT = 50 };

static char messages[MESSAGE_COUNT][160];
static const char *cookie;

static void add_escaped(struct evbuffer *out, const char *text) {
    const char *clean = text;
    for (; *text; text++) {
        const char *substitute = NULL;
        switch (*text) {
        case '&': substitute = "&amp;"; break;
        case '<': substitute = "&lt;"; break;
        case '>': substitute = "&gt;"; break;
        case '"': substitute = "&#34;"; break;
        case '\'': substitute = "&#39;"; break;
        }
        if (!substitute) continue;
        evbuffer_add(out, clean, (size_t)(text - clean));
        evbuffer_add(out, substitute, strlen(substitute));
        clean = text + 1;
    }
    evbuffer_add(out, clean, (size_t)(text - clean));
}

static void answer(struct evhttp_request *request, void *context) {
    (void)context;
    const char *sent = evhttp_find_header(evhttp_request_get_input_headers(request), "Cookie");
    if (!sent || strcmp(sent, cookie)) return evhttp_send_error(request, 403, "Forbidden");
    struct evbuffer *out = evbuffer_new();
    if (!out) return evhttp_send_error(request, 500, "Internal Server Error");
    evbuffer_add_printf(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Messages</title></head><body><main><ol>");
    for (int index = 0; index < MESSAGE_COUNT; index++) {
        const char *kind = index % 2 ? "theirs" : "mine";
        evbuffer_add_printf(out, "<li class=\"%s\"><span class=\"reader\">%s </span><p class=\"text\" dir=\"auto\">", kind,
                            index % 2 ? "bob wrote:" : "You wrote:");
        add_escaped(out, messages[index]);
        evbuffer_add_printf(out, "</p><p class=\"meta\"><time datetime=\"2026-11-20T06:%02dZ\">06:%02d</time></p></li>", index, index);
    }
    evbuffer_add_printf(out, "</ol></main></body></html>\n");
    evhttp_add_header(evhttp_request_get_output_headers(request), "Content-Type", "text/html; charset=utf-8");
    evhttp_send_reply(request, 200, "OK", out);
    evbuffer_free(out);
}

int main(int argument_count, char **arguments) {
    if (argument_count != 2) return 2;
    cookie = arguments[1];
    for (int index = 0; index < MESSAGE_COUNT; index++)
        snprintf(messages[index], sizeof messages[index],
                 "Message number %d: the ferry leaves at a quarter past seven, bring the \"grey\" bag & nothing else.", index);
    struct event_base *base = event_base_new();
    struct evhttp *http = base ? evhttp_new(base) : NULL;
    struct evhttp_bound_socket *bound = http ? evhttp_bind_socket_with_handle(http, "127.0.0.1", 0) : NULL;
    struct sockaddr_in address;
    socklen_t size = sizeof address;
    if (!bound || getsockname(evhttp_bound_socket_get_fd(bound), (struct sockaddr *)&address, &size)) return 1;
    evhttp_set_gencb(http, answer, NULL);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return event_base_dispatch(base) < 0;
}
