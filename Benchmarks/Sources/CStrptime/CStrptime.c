#define _GNU_SOURCE
#include "CStrptime.h"
#include <time.h>

long long glibc_date(const char *text, const char *format) {
    struct tm fields = {0};
    if (!strptime(text, format, &fields)) return 0;
    long offset = fields.tm_gmtoff; /* timegm clears it */
    return (timegm(&fields) - offset) * 1000LL;
}
