// What Linux has and Swift's Glibc module leaves out.
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/signalfd.h>
#include <sys/prctl.h>

// A pipe that no child inherits, not even one that another thread starts meanwhile; unistd.h declares it for _GNU_SOURCE only.
int pipe2(int ends[2], int flags);

// Bytes that wait in a pipe; ioctl is variadic. Negative when the descriptor is none.
static inline int newslog_waiting_bytes(int descriptor) {
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 ? count : -1;
}

// prctl is variadic; this one names the calling thread for ps and top (at most 15 bytes).
static inline void newslog_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
