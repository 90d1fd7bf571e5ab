#include "peer.h"

#include <libxml/HTMLparser.h>

static void start(void *calls, const xmlChar *name, const xmlChar **attributes) { ++*(long *)calls; }
static void end(void *calls, const xmlChar *name) { ++*(long *)calls; }
static void text(void *calls, const xmlChar *bytes, int count) { ++*(long *)calls; }
static void comment(void *calls, const xmlChar *bytes) { ++*(long *)calls; }
static void ignore(void *calls, const xmlError *error) { (void)calls, (void)error; }

long peer_read_html(const char *bytes, long count)
{
    htmlSAXHandler handler = {
        .startElement = start, .endElement = end, .characters = text, .cdataBlock = text, .ignorableWhitespace = text,
        .comment = comment, .initialized = XML_SAX2_MAGIC, .serror = (xmlStructuredErrorFunc)ignore};
    long calls = 0;
    htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&handler, &calls, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    enum { chunk = 16 << 10 };
    for (long at = 0; at < count; at += chunk)
        htmlParseChunk(parser, bytes + at, count - at < chunk ? (int)(count - at) : chunk, 0);
    htmlParseChunk(parser, NULL, 0, 1);
    htmlFreeParserCtxt(parser);
    return calls;
}
