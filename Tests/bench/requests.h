// What is asked, in turn: the paths of a file, the bodies of a file, or a report of a random
// commune and month with the values of a random good report, and after it the sums above it.

#ifndef REQUESTS_H
#define REQUESTS_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char **lines;
    size_t count;
} Lines;

typedef struct {
    char *id, *above[3];
    int first, last;
} UnitMonths;

typedef struct {
    Lines paths, bodies, values;
    UnitMonths *units;
    size_t unit_count, turn;
    // The sums that are read after each report: of the nation, the province and the district.
    int reads_after;
    const char *method, *target;
    char fields[4096];
    uint64_t random;
} Requests;

// What a connection asks next after its own last request.
typedef struct {
    int kind;
    const UnitMonths *unit;
    int month;
} Step;

static void *allocated(void *memory) {
    if (!memory) { perror("load"); exit(1); }
    return memory;
}

static Lines read_lines(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file) { perror(path); exit(2); }
    Lines lines = {NULL, 0};
    char *line = NULL;
    size_t room = 0, held = 0;
    ssize_t length;
    while ((length = getline(&line, &room, file)) > 0) {
        if (line[length - 1] == '\n') line[length - 1] = 0;
        if (lines.count == held) {
            held = held ? held * 2 : 1024;
            lines.lines = allocated(realloc(lines.lines, held * sizeof *lines.lines));
        }
        lines.lines[lines.count++] = allocated(strdup(line));
    }
    free(line);
    fclose(file);
    if (lines.count == 0) { fprintf(stderr, "load: %s is empty\n", path); exit(2); }
    return lines;
}

// A line is a commune with the first and last month (counted from year 0) of its reports, and
// optionally its district and province.
static void read_units(Requests *requests, const char *path) {
    Lines lines = read_lines(path);
    requests->units = allocated(calloc(lines.count, sizeof *requests->units));
    requests->unit_count = lines.count;
    for (size_t index = 0; index < lines.count; index++) {
        UnitMonths *unit = &requests->units[index];
        char *rest = lines.lines[index], *fields[5] = {0};
        for (int field = 0; field < 5; field++) fields[field] = strsep(&rest, " ");
        if (!fields[2]) { fprintf(stderr, "load: %s, line %zu\n", path, index + 1); exit(2); }
        *unit = (UnitMonths){fields[0], {"VN", fields[4], fields[3]}, atoi(fields[1]),
                             atoi(fields[2])};
    }
}

// xorshift64* (Marsaglia 2003, Vigna 2016).
static uint64_t random_below(Requests *requests, uint64_t end) {
    requests->random ^= requests->random >> 12;
    requests->random ^= requests->random << 25;
    requests->random ^= requests->random >> 27;
    uint64_t mixed = requests->random * 0x2545F4914F6CDD1DULL;
    return (uint64_t)(((unsigned __int128)mixed * end) >> 64);
}

static int written(int length, size_t room) {
    if (length < 0 || (size_t)length >= room) {
        fprintf(stderr, "load: a request is longer than %zu\n", room);
        exit(2);
    }
    return length;
}

static size_t write_body(const Requests *requests, char *out, size_t room, const char *start,
                         const char *end) {
    return (size_t)written(snprintf(
        out, room, "POST %s HTTP/1.1\r\n%sContent-Length: %zu\r\n\r\n%s%s", requests->target,
        requests->fields, strlen(start) + strlen(end), start, end), room);
}

static size_t write_report(Requests *requests, Step *step, char *out, size_t room) {
    step->unit = &requests->units[random_below(requests, requests->unit_count)];
    int months = step->unit->last - step->unit->first + 1;
    step->month = step->unit->first + (int)random_below(requests, (uint64_t)months);
    char start[256];
    snprintf(start, sizeof start, "{\"org_unit\":\"%s\",\"form\":\"mnch\",\"period\":"
             "\"%04d-%02d\",\"values\":", step->unit->id, step->month / 12, step->month % 12 + 1);
    const char *values = requests->values.lines[random_below(requests, requests->values.count)];
    char body[16384];
    written(snprintf(body, sizeof body, "%s}", values), sizeof body);
    return write_body(requests, out, room, start, body);
}

static size_t write_get(const Requests *requests, char *out, size_t room, const char *path,
                        const char *more) {
    return (size_t)written(snprintf(
        out, room, "GET %s HTTP/1.1\r\n%s%s%s\r\n", path, requests->fields, more,
        *more ? "\r\n" : ""), room);
}

// A path may be followed by a tabulator and a field of its own, such as `If-None-Match: "1"`.
static size_t write_path(Requests *requests, char *out, size_t room) {
    char *path = requests->paths.lines[requests->turn++ % requests->paths.count];
    char *more = strchr(path, '\t');
    char alone[2048];
    if (!more) return write_get(requests, out, room, path, "");
    written(snprintf(alone, sizeof alone, "%.*s", (int)(more - path), path), sizeof alone);
    return write_get(requests, out, room, alone, more + 1);
}

static size_t write_sum(const Requests *requests, const Step *step, char *out, size_t room) {
    char path[512];
    snprintf(path, sizeof path, "/api/v1/aggregates/%s?form=mnch&period=%d",
             step->unit->above[step->kind - 1], step->month / 12);
    return write_get(requests, out, room, path, "");
}

// Whether another request may begin; the bodies of a file are sent once each.
static bool has_more(const Requests *requests) {
    return requests->bodies.count == 0 || requests->turn < requests->bodies.count;
}

// Writes the request that follows a step and moves the step on.
static size_t write_request(Requests *requests, Step *step, char *out, size_t room) {
    if (requests->paths.count) return write_path(requests, out, room);
    if (requests->bodies.count)
        return write_body(requests, out, room, requests->bodies.lines[requests->turn++], "");
    step->kind = step->unit ? (step->kind + 1) % (requests->reads_after + 1) : 0;
    return step->kind ? write_sum(requests, step, out, room)
                      : write_report(requests, step, out, room);
}

#endif
