// Expressions of RE2 in C's words: compiled once, then looked for by any number of threads at once.
// Nothing here throws, prints or keeps a text.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cre2_expression cre2_expression;

/// Why an expression cannot be used; NULL message: it can. Both texts are UTF-8, not terminated, and live as long as it.
typedef struct cre2_error {
    const char *message;
    size_t message_length;
    const char *part;  ///< the piece of the expression that is wrong, sometimes all of it
    size_t part_length;
} cre2_error;

/// Compiles UTF-8 with about max_memory bytes for it and what it remembers; NULL only when there is no memory left.
/// Free it with cre2_free, also when cre2_failure says that it cannot be used.
cre2_expression *cre2_compile(const char *pattern, size_t count, bool folds_case, int64_t max_memory);
cre2_error cre2_failure(const cre2_expression *expression);
/// Finds the first place in a text, in time linear in it; false when there is none, or no memory left.
bool cre2_find(const cre2_expression *expression, const char *text, size_t count, size_t *start, size_t *end);
void cre2_free(cre2_expression *expression);

#ifdef __cplusplus
}
#endif
