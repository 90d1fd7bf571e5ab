/// Milliseconds since 1970 of a date, as strptime and timegm read it; 0 for what they do not.
long long glibc_date(const char *text, const char *format);
