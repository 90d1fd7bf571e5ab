#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU, whose headers clash with those that Foundation brings into a test process.
// Only the private converter fields at the end of xmlCharEncodingHandler depend on it, and nobody reads them here.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

// Swift imports neither a global function pointer that may change (xmlFree) nor variadic members
// (xmlSAXHandler.error, .warning); what needs them stands here.

// Answers every request for an external entity with nothing, whatever the options of a parser say.
static inline xmlParserInputPtr newslog_no_external_entity(
    const char *url, const char *identifier, xmlParserCtxtPtr context)
{
    (void)url;
    (void)identifier;
    (void)context;
    return NULL;
}

// xmlSetExternalEntityLoader is global: called once, before any thread parses.
static inline void newslog_forbid_external_entities(void)
{
    xmlSetExternalEntityLoader(newslog_no_external_entity);
}

// The structured error member makes libxml2 leave its variadic ones, and stderr, alone.
static inline void newslog_handle_errors(xmlSAXHandler *handler, xmlStructuredErrorFunc function)
{
    handler->initialized = XML_SAX2_MAGIC;
    handler->serror = function;
}
