#include "cre2.h"

#include <re2/re2.h>

#include <new>
#include <string>

struct cre2_expression {
    re2::RE2 expression;
    std::string message;

    cre2_expression(const re2::StringPiece &pattern, const re2::RE2::Options &options) : expression(pattern, options) {
        if (expression.ok()) return;
        // RE2 says "missing ): (abc": the piece is given by itself, too.
        message = expression.error();
        const std::string part = ": " + expression.error_arg();
        if (message.size() > part.size() && message.compare(message.size() - part.size(), part.size(), part) == 0)
            message.resize(message.size() - part.size());
    }
};

cre2_expression *cre2_compile(const char *pattern, size_t count, bool folds_case, int64_t max_memory) {
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_case_sensitive(!folds_case);
    options.set_max_mem(max_memory);
    try {
        return new cre2_expression(re2::StringPiece(pattern, count), options);
    } catch (...) {  // only std::bad_alloc can come here
        return nullptr;
    }
}

cre2_error cre2_failure(const cre2_expression *expression) {
    if (expression->expression.ok()) return {nullptr, 0, nullptr, 0};
    const std::string &part = expression->expression.error_arg();
    return {expression->message.data(), expression->message.size(), part.data(), part.size()};
}

bool cre2_find(const cre2_expression *expression, const char *text, size_t count, size_t *start, size_t *end) {
    // An empty text is a place, too: RE2 tells nothing of what it finds at NULL.
    const re2::StringPiece piece(text ? text : "", count);
    re2::StringPiece found;
    try {
        if (!expression->expression.Match(piece, 0, count, re2::RE2::UNANCHORED, &found, 1)) return false;
    } catch (...) {  // only std::bad_alloc can come here
        return false;
    }
    *start = static_cast<size_t>(found.data() - piece.data());
    *end = *start + found.size();
    return true;
}

void cre2_free(cre2_expression *expression) { delete expression; }
