// What Linux has and Swift's Glibc module leaves out.
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/prctl.h>

// prctl is variadic; this one names the calling thread for ps and top (at most 15 bytes).
static inline void newslog_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
