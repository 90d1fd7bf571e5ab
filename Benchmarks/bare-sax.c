// bare-sax TIMES FILE…: what libxml2's SAX costs with handlers that do nothing; the anchor of Benchmarks/sax.
//
// The same push parser, chunks and options as newslog's, fed with UTF-8; the output of `parse-model` minus this is ours.
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void start(void *c, const xmlChar *n, const xmlChar *p, const xmlChar *u, int nn, const xmlChar **ns, int na, int nd,
                  const xmlChar **a) {}
static void end(void *c, const xmlChar *n, const xmlChar *p, const xmlChar *u) {}
static void text(void *c, const xmlChar *t, int n) {}

int main(int argc, char **argv)
{
    if (argc < 3) return 64;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = handler.ignorableWhitespace = handler.cdataBlock = text;
    int failed = 0;
    for (int f = 2; f < argc; f++) {
        FILE *file = fopen(argv[f], "rb");
        if (!file) return 66;
        fseek(file, 0, SEEK_END);
        long size = ftell(file);
        rewind(file);
        char *bytes = malloc(size);
        if (fread(bytes, 1, size, file) != (size_t)size) return 74;
        fclose(file);
        for (int i = 0; i < atoi(argv[1]); i++) {
            xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
            xmlCtxtUseOptions(context, XML_PARSE_NONET);
            for (long at = 0; at < size; at += 16384)
                xmlParseChunk(context, bytes + at, size - at < 16384 ? size - at : 16384, 0);
            failed += xmlParseChunk(context, NULL, 0, 1) != 0;
            xmlFreeParserCtxt(context);
        }
        free(bytes);
    }
    printf("%d failed\n", failed);
    return 0;
}
