#ifndef NEWSLOG_CCURL_H
#define NEWSLOG_CCURL_H
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>

// curl_easy_setopt, curl_multi_setopt and curl_easy_getinfo are variadic, which Swift cannot call:
// one wrapper per type of argument.
static inline CURLcode newslog_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode newslog_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode newslog_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode newslog_curl_set_data_callback(CURL *easy, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode newslog_curl_set_socket_callback(CURL *easy, curl_opensocket_callback value) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}
static inline CURLcode newslog_curl_set_request_callback(CURL *easy, curl_prereq_callback value) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}
static inline CURLSHcode newslog_curl_share(CURLSH *share, curl_lock_data data) {
    return curl_share_setopt(share, CURLSHOPT_SHARE, data);
}
static inline CURLMcode newslog_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLcode newslog_curl_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode newslog_curl_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode newslog_curl_get_number(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}

// The result of a finished transfer stands in an anonymous union.
static inline CURLcode newslog_curl_result(const CURLMsg *message) { return message->data.result; }

// struct curl_sockaddr is longer than declared (it holds a sockaddr_in6 too): copies the numeric address in network
// order and returns its length, 4 or 16; 0 for any other family.
static inline int newslog_curl_address(const struct curl_sockaddr *address, unsigned char *bytes) {
    const struct sockaddr *socket = &address->addr;
    if (socket->sa_family == AF_INET) {
        memcpy(bytes, &((const struct sockaddr_in *)(const void *)socket)->sin_addr, 4);
        return 4;
    }
    if (socket->sa_family == AF_INET6) {
        memcpy(bytes, &((const struct sockaddr_in6 *)(const void *)socket)->sin6_addr, 16);
        return 16;
    }
    return 0;
}
#endif
