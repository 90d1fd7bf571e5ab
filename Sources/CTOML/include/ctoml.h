// A TOML document as a flat list in document-tree order: what toml++ knows, line and column included, in C's words.
// Nothing here throws; every string lives as long as its document.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ctoml_type {
    CTOML_TABLE,
    CTOML_ARRAY,
    CTOML_STRING,
    CTOML_INTEGER,
    CTOML_FLOAT,
    CTOML_BOOLEAN,
    CTOML_DATE
} ctoml_type;

/// One value. The children of a table or an array follow it directly, each with all of its own.
typedef struct ctoml_node {
    ctoml_type type;
    uint32_t line, column;          ///< of the value, from 1; columns are code points
    uint32_t key_line, key_column;  ///< of the key; 0 in an array
    const char *key;                ///< UTF-8, not terminated; NULL in an array
    size_t key_length;
    const char *text;  ///< of a string: UTF-8, not terminated, may hold NUL
    size_t text_length;
    int64_t integer;  ///< of an integer; of a boolean, 0 or 1
    double number;    ///< of a float
    size_t children;  ///< of a table or an array: how many, not counting theirs
} ctoml_node;

/// Where a document stops being TOML, and why; NULL message: it is TOML.
typedef struct ctoml_error {
    const char *message;
    size_t length;
    uint32_t line, column;
} ctoml_error;

typedef struct ctoml_document ctoml_document;

/// Reads a document; NULL only when there is no memory left. Free it with ctoml_free.
ctoml_document *ctoml_parse(const char *bytes, size_t count);
ctoml_error ctoml_document_error(const ctoml_document *document);
/// The nodes, the root table first; none when there was an error.
size_t ctoml_document_count(const ctoml_document *document);
ctoml_node ctoml_document_node(const ctoml_document *document, size_t index);
void ctoml_free(ctoml_document *document);

#ifdef __cplusplus
}
#endif
