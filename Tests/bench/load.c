// Puts load on an HTTP/1.1 server from one thread, and measures how long each answer takes.
//
//     load --port N --connections N --seconds S [--rate R] [--count N] [--tls]
//          [--header FIELD]… [--seed N]
//          (--paths FILE | --bodies FILE | --units FILE --values FILE [--reads 3]) [--target PATH]
//
// Without --rate each connection asks again as soon as it is answered (closed loop). With it,
// request k is due at k / R seconds, and its latency counts from then, not from when a connection
// became free: a server that stalls delays all that were due meanwhile, and that must show.
// SIGTERM ends it early. It prints one line of JSON; latencies are microseconds, of each kind of
// request and of all reads together.

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "histogram.h"
#include "requests.h"

enum { room = 24576, head_max = 16384, statuses = 600, kinds = 4 };

typedef struct {
    int descriptor;
    SSL *tls;
    Step step;
    uint64_t due;
    char *out;
    size_t out_length, out_sent, head_length, body_left;
    bool is_busy, is_in_body;
    int status;
    char head[head_max];
} Connection;

static struct {
    int port, connections;
    double seconds, rate;
    uint64_t count;
    bool uses_tls;
} options = {.connections = 1, .seconds = 1e9, .count = UINT64_MAX};

static Requests requests = {.target = "/api/v1/reports", .random = 1};
static Histogram latencies[kinds], reads;
static volatile sig_atomic_t is_told_to_end;
static uint64_t begun, answered, octets, failures, answers[statuses];
static Connection *connections, **idle;
static size_t idle_count, busy_count;
static int poller;
static SSL_CTX *tls_context;
static uint64_t started;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

// Connections

static void watch(Connection *connection, int operation, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = connection};
    if (epoll_ctl(poller, operation, connection->descriptor, &event) < 0) fail("epoll_ctl");
}

static void secure(Connection *connection) {
    connection->tls = SSL_new(tls_context);
    if (!connection->tls || !SSL_set_fd(connection->tls, connection->descriptor)
        || SSL_connect(connection->tls) != 1) {
        fprintf(stderr, "load: the TLS handshake failed\n");
        exit(1);
    }
}

static void open_connection(Connection *connection) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options.port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int yes = 1;
    connection->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(connection->descriptor, (struct sockaddr *)&address, sizeof address) < 0)
        fail("connect");
    setsockopt(connection->descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (options.uses_tls) secure(connection);
    fcntl(connection->descriptor, F_SETFL, O_NONBLOCK);
    connection->head_length = connection->body_left = 0;
    connection->is_in_body = connection->is_busy = false;
    watch(connection, EPOLL_CTL_ADD, EPOLLIN);
}

static void replace(Connection *connection) {
    failures++;
    if (connection->tls) SSL_free(connection->tls);
    close(connection->descriptor);
    // One at rest stands among the idle already.
    if (connection->is_busy) {
        busy_count--;
        idle[idle_count++] = connection;
    }
    connection->step.unit = NULL;
    open_connection(connection);
}

// -1 where it has to wait, 0 at the end of the stream or a failure.
static ssize_t outcome(const Connection *connection, ssize_t result) {
    if (result > 0) return result;
    if (connection->tls) {
        int error = SSL_get_error(connection->tls, (int)result);
        return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? -1 : 0;
    }
    return result < 0 && (errno == EAGAIN || errno == EINTR) ? -1 : 0;
}

static void send_rest(Connection *connection) {
    const char *start = connection->out + connection->out_sent;
    size_t length = connection->out_length - connection->out_sent;
    ssize_t sent = outcome(connection, connection->tls
        ? SSL_write(connection->tls, start, (int)length)
        : send(connection->descriptor, start, length, MSG_NOSIGNAL));
    if (sent == 0) return replace(connection);
    if (sent > 0) connection->out_sent += (size_t)sent;
    bool was_short = connection->out_sent < connection->out_length;
    if (was_short) watch(connection, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
    else if (sent < 0 || (size_t)sent < connection->out_length)
        watch(connection, EPOLL_CTL_MOD, EPOLLIN);
}

// Asking

static bool may_begin(void) { return begun < options.count && has_more(&requests); }

static void ask(Connection *connection, uint64_t due) {
    begun++;
    busy_count++;
    connection->is_busy = true;
    connection->due = due;
    connection->out_sent = 0;
    connection->out_length = write_request(&requests, &connection->step, connection->out, room);
    send_rest(connection);
}

static uint64_t due_time(void) {
    return started + (uint64_t)((double)begun * 1e9 / options.rate);
}

// Gives idle connections what is due.
static void ask_what_is_due(uint64_t end) {
    // A connection that fails at once comes back to `idle`; the rest of the turn is for later.
    for (size_t left = idle_count; left > 0 && idle_count > 0 && may_begin(); left--) {
        uint64_t time = now(), due = options.rate > 0 ? due_time() : time;
        if (due > time || due >= end) return;
        ask(idle[--idle_count], due);
    }
}

// Answers

static void take_answer(Connection *connection) {
    uint64_t time = now();
    uint64_t latency = time > connection->due ? time - connection->due : 0;
    note(&latencies[connection->step.kind], latency);
    if (connection->step.kind > 0) note(&reads, latency);
    answers[connection->status]++;
    answered++;
    busy_count--;
    connection->is_busy = false;
    idle[idle_count++] = connection;
}

static size_t content_length(const char *head, const char *end) {
    static const char name[] = "\r\ncontent-length:";
    for (const char *at = head; (at = memchr(at, '\r', (size_t)(end - at))); at++)
        if (strncasecmp(at, name, sizeof name - 1) == 0)
            return strtoull(at + sizeof name - 1, NULL, 10);
    return 0;
}

// RFC 9112 §6.3: 1xx, 204 and 304 have no body. Chunks are not read: no server here sends any.
static void take_head(Connection *connection, const char *head, const char *end) {
    int status = end - head > 12 ? atoi(head + 9) : 0;
    connection->status = status > 0 && status < statuses ? status : 0;
    bool is_empty = status < 200 || status == 204 || status == 304;
    connection->body_left = is_empty ? 0 : content_length(head, end);
    connection->is_in_body = true;
    connection->head_length = 0;
}

// Takes what it can of an answer's head; false where it is too long.
static bool take_start(Connection *connection, const char **at, const char *end) {
    size_t length = (size_t)(end - *at), held = connection->head_length;
    size_t fitting = length < head_max - held ? length : head_max - held;
    memcpy(connection->head + held, *at, fitting);
    const char *found = memmem(connection->head, held + fitting, "\r\n\r\n", 4);
    if (!found) {
        connection->head_length = held + fitting;
        *at += fitting;
        return fitting == length;
    }
    *at += (size_t)(found + 4 - connection->head) - held;
    take_head(connection, connection->head, found + 2);
    return true;
}

static bool take(Connection *connection, const char *at, const char *end) {
    while (at < end) {
        if (!connection->is_busy) return false;
        if (!connection->is_in_body && !take_start(connection, &at, end)) return false;
        if (!connection->is_in_body) return true;
        size_t length = (size_t)(end - at);
        size_t body = length < connection->body_left ? length : connection->body_left;
        connection->body_left -= body;
        at += body;
        if (connection->body_left > 0) return true;
        connection->is_in_body = false;
        take_answer(connection);
    }
    return true;
}

static void receive(Connection *connection) {
    static char buffer[1 << 18];
    do {
        ssize_t length = outcome(connection, connection->tls
            ? SSL_read(connection->tls, buffer, sizeof buffer)
            : recv(connection->descriptor, buffer, sizeof buffer, 0));
        if (length < 0) return;
        if (length == 0 || !take(connection, buffer, buffer + length)) return replace(connection);
        octets += (uint64_t)length;
        // What OpenSSL has read already does not wake the poller.
    } while (connection->tls && SSL_has_pending(connection->tls));
}

// The whole

static void start(void) {
    poller = epoll_create1(EPOLL_CLOEXEC);
    connections = allocated(calloc((size_t)options.connections, sizeof *connections));
    idle = allocated(calloc((size_t)options.connections, sizeof *idle));
    if (options.uses_tls) {
        tls_context = allocated(SSL_CTX_new(TLS_client_method()));
        SSL_CTX_set_mode(tls_context, SSL_MODE_ENABLE_PARTIAL_WRITE);
    }
    for (int index = 0; index < options.connections; index++) {
        connections[index].out = allocated(malloc(room));
        open_connection(&connections[index]);
        idle[idle_count++] = &connections[index];
    }
}

// Until when to sleep: for ever while all that is due waits for answers.
static void sleep_and_serve(uint64_t end) {
    struct epoll_event events[256];
    uint64_t until = end, time = now();
    if (options.rate > 0 && idle_count > 0 && may_begin() && due_time() < until)
        until = due_time();
    uint64_t pause = until > time ? until - time : 0;
    struct timespec timeout = {(time_t)(pause / 1000000000), (long)(pause % 1000000000)};
    int count = epoll_pwait2(poller, events, 256, &timeout, NULL);
    if (count < 0 && errno != EINTR) fail("epoll_pwait2");
    for (int index = 0; index < count; index++) {
        Connection *connection = events[index].data.ptr;
        if (events[index].events & EPOLLOUT) send_rest(connection);
        if (events[index].events & ~(uint32_t)EPOLLOUT) receive(connection);
    }
}

// Requests begun in time are waited for, at most so long.
static const uint64_t patience = 10000000000ULL;

static double run(void) {
    started = now();
    uint64_t end = started + (uint64_t)(options.seconds * 1e9);
    while (now() < end && !is_told_to_end && (may_begin() || busy_count > 0)) {
        ask_what_is_due(end);
        sleep_and_serve(end);
    }
    uint64_t finished = now(), last = finished + patience;
    // In an open loop what was due and could not be asked yet counts as well.
    if (finished < end) end = finished;
    while (busy_count > 0 && now() < last) {
        if (options.rate > 0) ask_what_is_due(end);
        sleep_and_serve(last);
    }
    failures += busy_count;
    return (double)((options.rate > 0 || !may_begin() ? now() : finished) - started) / 1e9;
}

static void print_result(double seconds) {
    printf("{\"seconds\":%.6f,\"answered\":%lu,\"octets\":%lu,\"failures\":%lu,\"statuses\":{",
           seconds, answered, octets, failures);
    for (int status = 0, printed = 0; status < statuses; status++)
        if (answers[status]) printf("%s\"%d\":%lu", printed++ ? "," : "", status, answers[status]);
    printf("},\"latencies\":[");
    for (int kind = 0; kind <= requests.reads_after; kind++) {
        if (kind) printf(",");
        print_histogram(&latencies[kind]);
    }
    printf("],\"reads\":");
    print_histogram(&reads);
    printf("}\n");
}

static void add_field(const char *field) {
    size_t length = strlen(requests.fields), left = sizeof requests.fields - length;
    written(snprintf(requests.fields + length, left, "%s\r\n", field), left);
}

static void read_options(int argc, char **argv) {
    static const struct option known[] = {
        {"port", 1, 0, 'p'}, {"connections", 1, 0, 'c'}, {"seconds", 1, 0, 's'},
        {"rate", 1, 0, 'r'}, {"count", 1, 0, 'n'}, {"tls", 0, 0, 't'}, {"header", 1, 0, 'h'},
        {"seed", 1, 0, 'x'}, {"paths", 1, 0, 'P'}, {"bodies", 1, 0, 'B'}, {"units", 1, 0, 'U'},
        {"values", 1, 0, 'V'}, {"reads", 1, 0, 'R'}, {"target", 1, 0, 'T'}, {0, 0, 0, 0}};
    for (int letter; (letter = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        switch (letter) {
        case 'p': options.port = atoi(optarg); break;
        case 'c': options.connections = atoi(optarg); break;
        case 's': options.seconds = atof(optarg); break;
        case 'r': options.rate = atof(optarg); break;
        case 'n': options.count = strtoull(optarg, NULL, 10); break;
        case 't': options.uses_tls = true; break;
        case 'h': add_field(optarg); break;
        case 'x': requests.random = strtoull(optarg, NULL, 10) * 2 + 1; break;
        case 'P': requests.paths = read_lines(optarg); break;
        case 'B': requests.bodies = read_lines(optarg); break;
        case 'U': read_units(&requests, optarg); break;
        case 'V': requests.values = read_lines(optarg); break;
        case 'R': requests.reads_after = atoi(optarg); break;
        case 'T': requests.target = optarg; break;
        default: exit(2);
        }
    }
    bool has_source = requests.paths.count || requests.bodies.count
        || (requests.unit_count && requests.values.count);
    if (!has_source || options.port <= 0 || options.connections <= 0
        || requests.reads_after < 0 || requests.reads_after >= kinds) {
        fprintf(stderr, "load: see the head of load.c for its options\n");
        exit(2);
    }
}

static void end_early(int signal) {
    (void)signal;
    is_told_to_end = 1;
}

int main(int argc, char **argv) {
    signal(SIGTERM, end_early);
    add_field("Host: 127.0.0.1");
    read_options(argc, argv);
    start();
    print_result(run());
    return 0;
}
