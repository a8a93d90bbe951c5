// The limit for our store: the same rows, the same durability, from one C loop without threads, tasks or errors to report.
// usage: store PATH WRITES BATCH   prints writes per second
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static sqlite3 *database;

static void require(int is_true) {
    if (is_true) return;
    fprintf(stderr, "store: %s\n", sqlite3_errmsg(database));
    exit(1);
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement = NULL;
    require(sqlite3_prepare_v3(database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) == SQLITE_OK);
    return statement;
}

static void run(sqlite3_stmt *statement) {
    require(sqlite3_step(statement) == SQLITE_DONE);
    sqlite3_reset(statement);
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    const long writes = atol(arguments[2]), batch = atol(arguments[3]);
    require(sqlite3_open_v2(arguments[1], &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK);
    require(sqlite3_exec(database,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;"
        "CREATE TABLE envelope(id INTEGER PRIMARY KEY, queue BLOB NOT NULL, body BLOB NOT NULL) STRICT",
        NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE"), *commit = prepare("COMMIT");
    sqlite3_stmt *insert = prepare("INSERT INTO envelope(queue, body) VALUES (?, ?)");
    unsigned char queue[16], body[300];
    memset(queue, 7, sizeof queue);
    memset(body, 9, sizeof body);

    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (long done = 0; done < writes;) {
        run(begin);
        for (long in_batch = 0; in_batch < batch && done < writes; in_batch++, done++) {
            sqlite3_bind_blob(insert, 1, queue, sizeof queue, SQLITE_TRANSIENT);
            sqlite3_bind_blob(insert, 2, body, sizeof body, SQLITE_TRANSIENT);
            run(insert);
        }
        run(commit);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    printf("%.0f\n", writes / ((end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9));
    return 0;
}
