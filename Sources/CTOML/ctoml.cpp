#include "ctoml.h"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <new>
#include <string>
#include <string_view>
#include <vector>

struct ctoml_document {
    toml::table root;
    std::vector<ctoml_node> nodes;
    std::string error;
    uint32_t line = 0, column = 0;
};

namespace {

// toml++ 3.3 destroys tables recursively and does not bound dotted keys; our vocabulary needs four levels.
constexpr size_t max_depth = 32;

/// The first place with more dots outside of quotes on one line than a key may have; false when there is none.
bool has_endless_key(std::string_view text, uint32_t &line) {
    size_t dots = 0;
    char quote = 0;
    line = 1;
    for (size_t i = 0; i < text.size(); i++) {
        const char c = text[i];
        if (c == '\n') {
            line++, dots = 0, quote = 0;
        } else if (quote) {
            if (c == '\\' && quote == '"') i += i + 1 < text.size() && text[i + 1] != '\n';
            else if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '#') {
            while (i + 1 < text.size() && text[i + 1] != '\n') i++;
        } else if (c == '.' && ++dots > max_depth) {
            return true;
        }
    }
    return false;
}

/// Appends a value and all below it; false when it is nested too deep.
bool flatten(ctoml_document &document, const toml::node &node, const toml::key *key, size_t depth) {
    if (depth > max_depth) return false;
    ctoml_node out = {};
    out.line = node.source().begin.line;
    out.column = node.source().begin.column;
    if (key) {
        out.key = key->str().data();
        out.key_length = key->str().size();
        out.key_line = key->source().begin.line;
        out.key_column = key->source().begin.column;
    }
    const size_t index = document.nodes.size();
    document.nodes.push_back(out);
    ctoml_node &self = document.nodes[index];
    if (const toml::table *table = node.as_table()) {
        self.type = CTOML_TABLE;
        self.children = table->size();
        for (auto &&[name, value] : *table)
            if (!flatten(document, value, &name, depth + 1)) return false;
    } else if (const toml::array *array = node.as_array()) {
        self.type = CTOML_ARRAY;
        self.children = array->size();
        for (auto &&value : *array)
            if (!flatten(document, value, nullptr, depth + 1)) return false;
    } else if (const auto *string = node.as_string()) {
        self.type = CTOML_STRING;
        self.text = string->get().data();
        self.text_length = string->get().size();
    } else if (const auto *integer = node.as_integer()) {
        self.type = CTOML_INTEGER;
        self.integer = integer->get();
    } else if (const auto *number = node.as_floating_point()) {
        self.type = CTOML_FLOAT;
        self.number = number->get();
    } else if (const auto *boolean = node.as_boolean()) {
        self.type = CTOML_BOOLEAN;
        self.integer = boolean->get();
    } else {
        self.type = CTOML_DATE;
    }
    return true;
}

void fail(ctoml_document &document, std::string_view message, uint32_t line, uint32_t column) {
    document.nodes.clear();
    document.error = message;
    document.line = line;
    document.column = column;
}

void parse(ctoml_document &document, std::string_view text) {
    uint32_t line = 0;
    if (has_endless_key(text, line)) return fail(document, "a key of too many parts", line, 1);
    toml::parse_result result = toml::parse(text);
    if (!result) {
        const auto &error = result.error();
        return fail(document, error.description(), error.source().begin.line, error.source().begin.column);
    }
    document.root = std::move(result).table();
    if (!flatten(document, document.root, nullptr, 0)) fail(document, "values nested too deep", 1, 1);
}

}  // namespace

ctoml_document *ctoml_parse(const char *bytes, size_t count) {
    ctoml_document *document = nullptr;
    try {
        document = new ctoml_document;
        parse(*document, std::string_view(bytes, count));
        return document;
    } catch (...) {  // only std::bad_alloc can come here
        delete document;
        return nullptr;
    }
}

ctoml_error ctoml_document_error(const ctoml_document *document) {
    const bool failed = !document->error.empty();
    return {failed ? document->error.data() : nullptr, document->error.size(), document->line, document->column};
}

size_t ctoml_document_count(const ctoml_document *document) { return document->nodes.size(); }

ctoml_node ctoml_document_node(const ctoml_document *document, size_t index) { return document->nodes[index]; }

void ctoml_free(ctoml_document *document) { delete document; }
