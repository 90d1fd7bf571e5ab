#ifndef NEWSLOG_CTLS_H
#define NEWSLOG_CTLS_H
#include <openssl/ssl.h>
#include <string.h>

// A macro in OpenSSL.
static inline void newslog_tls_set_max_version(SSL_CTX *context, int version) {
    SSL_CTX_set_min_proto_version(context, 0);
    SSL_CTX_set_max_proto_version(context, version);
}

// Chooses HTTP/2 or HTTP/1.1 of what the client offers (RFC 7301 3.2); `argument` is the protocol that is wanted.
static inline int newslog_tls_choose(
    SSL *connection, const unsigned char **chosen, unsigned char *length, const unsigned char *offered,
    unsigned int count, void *argument) {
    const char *wanted = (const char *)argument;
    for (unsigned int at = 0; at < count; at += 1 + offered[at]) {
        if (offered[at] == strlen(wanted) && memcmp(offered + at + 1, wanted, offered[at]) == 0) {
            *chosen = offered + at + 1;
            *length = offered[at];
            return SSL_TLSEXT_ERR_OK;
        }
    }
    return SSL_TLSEXT_ERR_NOACK;
}
static inline void newslog_tls_offer_http2(SSL_CTX *context) {
    SSL_CTX_set_alpn_select_cb(context, newslog_tls_choose, (void *)"h2");
}
#endif
