/* A disk that fails when it is told to, for `Tests/faults`: loaded by LD_PRELOAD, it stands between a program and the calls
 * by which files are changed.
 *
 *     FAULTS_ROOT  only files below this directory count
 *     FAULTS_LOG   a file to which every counted call is appended, with the bytes it wrote
 *     FAULTS_AT    the number of the call that goes wrong, from 1 on
 *     FAULTS_KIND  enospc, eio: it fails, nothing is done. short: half of a write is done, and said so. torn: a part of a write
 *                  is done, then the process is killed. kill: the process is killed before it. dead: after it.
 *     FAULTS_FOR   how many calls go wrong (1), for a disk that stays full
 *     FAULTS_TEAR  of a torn write, how many thousandths are done (500)
 *
 * The calls of a process are counted whichever thread makes them. A record of the log is one line
 * `NUMBER CALL BYTES OFFSET PATH[\tPATH]`, followed by the bytes of a write; OFFSET is where they went. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { NONE, ENOSPC_, EIO_, SHORT, TORN, KILL, DEAD };

static struct {
    char root[PATH_MAX];
    size_t length;
    int log;
    long at, times, tear;
    enum kind kind;
    long count;
} plan = {.log = -1};
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static long number(const char *name, long otherwise) {
    const char *text = getenv(name);
    return text ? atol(text) : otherwise;
}

__attribute__((constructor)) static void read_plan(void) {
    static const char *const kinds[] = {"", "enospc", "eio", "short", "torn", "kill", "dead"};
    const char *root = getenv("FAULTS_ROOT"), *log = getenv("FAULTS_LOG"), *kind = getenv("FAULTS_KIND");
    if (root && realpath(root, plan.root)) plan.length = strlen(plan.root);
    if (log) plan.log = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    for (int i = 0; kind && i < 7; i++)
        if (strcmp(kind, kinds[i]) == 0) plan.kind = (enum kind)i;
    plan.at = number("FAULTS_AT", 0);
    plan.times = number("FAULTS_FOR", 1);
    plan.tear = number("FAULTS_TEAR", 500);
}

static int counts(const char *path) {
    return plan.length && strncmp(path, plan.root, plan.length) == 0 && path[plan.length] == '/';
}

/* The path of a descriptor, if it counts. */
static int path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = plan.length ? readlink(link, path, PATH_MAX - 1) : -1;
    if (length < 0) return 0;
    path[length] = 0;
    /* A file that was removed is called `NAME (deleted)`; nothing that happens to it can be seen later. */
    return counts(path) && !strstr(path, " (deleted)");
}

static int absolute(int directory, const char *path, char *out) {
    if (path[0] == '/') snprintf(out, PATH_MAX, "%s", path);
    else {
        char base[PATH_MAX];
        if (directory == AT_FDCWD) { if (!getcwd(base, sizeof base)) return 0; }
        else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return 0;
            base[length] = 0;
        }
        if (snprintf(out, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return 0;
    }
    return counts(out);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts a call and says what becomes of it; to be called with the lock held. */
static enum kind begin(void) {
    long here = ++plan.count;
    enum kind kind = plan.at && here >= plan.at && here < plan.at + plan.times ? plan.kind : NONE;
    if (kind == KILL) die();
    return kind;
}

static void record(const char *call, off_t offset, const char *path, const char *other, const void *bytes, size_t length) {
    if (plan.log < 0) return;
    char line[2 * PATH_MAX + 128];
    int size = snprintf(
        line, sizeof line, "%ld %s %zu %lld %s%s%s\n", plan.count, call, length, (long long)offset, path + plan.length + 1,
        other ? "\t" : "", other ? other + plan.length + 1 : "");
    syscall(SYS_write, plan.log, line, (size_t)size);
    if (length) syscall(SYS_write, plan.log, bytes, length);
}

static long failing(enum kind kind) {
    errno = kind == ENOSPC_ ? ENOSPC : EIO;
    return -1;
}

/* A write at `offset`, or where the file's own offset stands when that is -1. */
static ssize_t put(int descriptor, const void *bytes, size_t length, off_t offset) {
    char path[PATH_MAX];
    int whole = !path_of(descriptor, path);
    if (whole)
        return offset < 0 ? syscall(SYS_write, descriptor, bytes, length) : syscall(SYS_pwrite64, descriptor, bytes, length, offset);
    pthread_mutex_lock(&turn);
    enum kind kind = begin();
    size_t wanted = length;
    if (kind == SHORT) length /= 2;
    if (kind == TORN) length = length * (size_t)plan.tear / 1000;
    ssize_t done = -1;
    if (kind == ENOSPC_ || kind == EIO_) done = failing(kind);
    else {
        off_t place = offset;
        struct stat status;
        if (offset < 0)
            place = fcntl(descriptor, F_GETFL) & O_APPEND ? (fstat(descriptor, &status), status.st_size) : lseek(descriptor, 0, SEEK_CUR);
        done = offset < 0 ? syscall(SYS_write, descriptor, bytes, length) : syscall(SYS_pwrite64, descriptor, bytes, length, offset);
        if (done > 0) record("write", place, path, NULL, bytes, (size_t)done);
        /* On a disk without room the next call would say why; here it is this one if nothing is left of it. */
        if (kind == SHORT && done == 0 && wanted > 0) done = failing(ENOSPC_);
    }
    if (kind == TORN || kind == DEAD) die();
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t length) { return put(descriptor, bytes, length, -1); }
ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) { return put(descriptor, bytes, length, offset); }
ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset) { return put(descriptor, bytes, length, offset); }

/* A call that is done whole or not at all. */
#define ATOMIC(result_, name_, offset_, path_, other_, call_)                        \
    do {                                                                             \
        pthread_mutex_lock(&turn);                                                   \
        enum kind kind = begin();                                                    \
        int fails = kind == ENOSPC_ || kind == EIO_ || kind == SHORT;                \
        if (kind == TORN) die();                                                     \
        result_ = fails ? (int)failing(kind == ENOSPC_ ? ENOSPC_ : EIO_) : (int)(call_); \
        if (result_ == 0) record(name_, offset_, path_, other_, NULL, 0);            \
        if (kind == DEAD) die();                                                     \
        pthread_mutex_unlock(&turn);                                                 \
    } while (0)

static int sync_file(int descriptor, long call) {
    char path[PATH_MAX];
    int result;
    if (!path_of(descriptor, path)) return (int)syscall(call, descriptor);
    ATOMIC(result, "sync", 0, path, NULL, syscall(call, descriptor));
    return result;
}
int fsync(int descriptor) { return sync_file(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return sync_file(descriptor, SYS_fdatasync); }

static int cut(int descriptor, off_t length) {
    char path[PATH_MAX];
    int result;
    if (!path_of(descriptor, path)) return (int)syscall(SYS_ftruncate, descriptor, length);
    ATOMIC(result, "truncate", length, path, NULL, syscall(SYS_ftruncate, descriptor, length));
    return result;
}
int ftruncate(int descriptor, off_t length) { return cut(descriptor, length); }
int ftruncate64(int descriptor, off_t length) { return cut(descriptor, length); }

int rename(const char *from, const char *to) {
    char source[PATH_MAX], target[PATH_MAX];
    int result;
    if (!absolute(AT_FDCWD, from, source) || !absolute(AT_FDCWD, to, target)) return (int)syscall(SYS_rename, from, to);
    ATOMIC(result, "rename", 0, source, target, syscall(SYS_rename, from, to));
    return result;
}

int unlink(const char *path) {
    char full[PATH_MAX];
    int result;
    if (!absolute(AT_FDCWD, path, full)) return (int)syscall(SYS_unlink, path);
    ATOMIC(result, "remove", 0, full, NULL, syscall(SYS_unlink, path));
    return result;
}

/* Only an opening that makes a file, or empties one, changes anything. */
static int open_at(int directory, const char *path, int flags, mode_t mode) {
    char full[PATH_MAX];
    int known = absolute(directory, path, full);
    int makes = known && (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, full, F_OK) != 0;
    int empties = known && (flags & O_TRUNC);
    if (!makes && !empties) return (int)syscall(SYS_openat, directory, path, flags, mode);
    pthread_mutex_lock(&turn);
    enum kind kind = begin();
    if (kind == TORN) die();
    int result = kind == NONE || kind == DEAD ? (int)syscall(SYS_openat, directory, path, flags, mode)
                                              : (int)failing(kind == ENOSPC_ ? ENOSPC_ : EIO_);
    if (result >= 0) record(makes ? "create" : "truncate", 0, full, NULL, NULL, 0);
    if (kind == DEAD) die();
    pthread_mutex_unlock(&turn);
    return result;
}

#define MODE(flags_, last_)                        \
    mode_t mode = 0;                               \
    if ((flags_) & (O_CREAT | O_TMPFILE)) {        \
        va_list rest;                              \
        va_start(rest, last_);                     \
        mode = va_arg(rest, mode_t);               \
        va_end(rest);                              \
    }
int open(const char *path, int flags, ...) { MODE(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int directory, const char *path, int flags, ...) { MODE(flags, flags) return open_at(directory, path, flags, mode); }
int openat64(int directory, const char *path, int flags, ...) { MODE(flags, flags) return open_at(directory, path, flags, mode); }
