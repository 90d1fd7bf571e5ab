// bare-curl FILE CERTIFICATES ROUNDS|hang [h2|full]: what libcurl costs in a plain C loop; the anchor of Benchmarks/capacity.
//
// What a careful program does and no more: a new easy handle a request, one request a host at a time, kept connections,
// no CApath, a session cache a host (not with `full`: every connection is a whole handshake), curl_multi_poll.
// Lines of FILE: URL, tab, entity tag. Prints what `fetch` prints.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define INFLIGHT 2048

struct host {
    char *name;
    CURLSH *share;
    int first, last; // its lines that wait, linked
};
struct request {
    char *url;
    char *tag;
    int host, next;
    struct curl_slist *headers;
    size_t size;
    char *body;
};

static struct request *requests;
static struct host *hosts;
static int count, hostCount, h2, full;
static const char *certificates;
static CURLM *multi;

static double cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static long resident(void)
{
    long all = 0, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &all, &pages) != 2) return 0;
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

static size_t take(char *bytes, size_t size, size_t n, void *context)
{
    struct request *r = context;
    r->body = realloc(r->body, r->size + size * n);
    memcpy(r->body + r->size, bytes, size * n);
    r->size += size * n;
    return size * n;
}

static size_t header(char *bytes, size_t size, size_t n, void *context) { return size * n; }

static void start(int number)
{
    struct request *r = &requests[number];
    char line[512];
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, r->url);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, h2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_CAINFO, certificates);
    curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, -1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, 20000L);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 60000L);
    if (!full) curl_easy_setopt(easy, CURLOPT_SHARE, hosts[r->host].share);
    else curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    // As newslog says it, so that both send the same bytes; a body is unpacked by libcurl.
    curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    struct curl_slist *list = curl_slist_append(NULL, "User-Agent: newslog-benchmark/1");
    list = curl_slist_append(list, "Accept: application/atom+xml, application/rss+xml, application/feed+json, "
                                   "application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, "
                                   "application/json;q=0.8, */*;q=0.5");
    if (r->tag) {
        snprintf(line, sizeof line, "If-None-Match: %s", r->tag);
        list = curl_slist_append(list, line);
    }
    r->headers = list;
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, r);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, r);
    curl_multi_add_handle(multi, easy);
}

/// Starts the next request of a host; false when it has none.
static int startNext(struct host *host)
{
    int number = host->first;
    if (number < 0) return 0;
    host->first = requests[number].next;
    start(number);
    return 1;
}

static void readLines(const char *path)
{
    char line[2048];
    int room = 0;
    FILE *file = fopen(path, "r");
    if (!file) exit(66);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (count == room) requests = realloc(requests, (room = room * 2 + 64) * sizeof *requests);
        struct request *r = &requests[count++];
        memset(r, 0, sizeof *r);
        char *tab = strchr(line, '\t');
        if (tab) *tab = 0, r->tag = strdup(tab + 1);
        r->url = strdup(line);
        // Up to the path: lines of one host follow each other.
        size_t length = strcspn(line + 8, "/") + 8;
        if (!hostCount || strlen(hosts[hostCount - 1].name) != length
            || memcmp(hosts[hostCount - 1].name, line, length)) {
            hosts = realloc(hosts, (hostCount + 1) * sizeof *hosts);
            hosts[hostCount].name = strndup(line, length);
            hosts[hostCount].share = curl_share_init();
            curl_share_setopt(hosts[hostCount++].share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
        }
        r->host = hostCount - 1;
    }
    fclose(file);
}

static void lineUp(void)
{
    for (int h = 0; h < hostCount; h++) hosts[h].first = hosts[h].last = -1;
    for (int i = 0; i < count; i++) {
        struct host *host = &hosts[requests[i].host];
        requests[i].next = -1;
        if (host->last >= 0) requests[host->last].next = i;
        else host->first = i;
        host->last = i;
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) return 64;
    curl_global_init(CURL_GLOBAL_DEFAULT);
    certificates = argv[2];
    h2 = argc > 4 && !strcmp(argv[4], "h2");
    full = argc > 4 && !strcmp(argv[4], "full");
    readLines(argv[1]);
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 256L);
    int hang = !strcmp(argv[3], "hang");
    int rounds = hang ? 1 : atoi(argv[3]);
    for (int round = 0; round < rounds; round++) {
        long before = resident();
        double begin = cpu();
        time_t end = time(NULL) + 8;
        int inFlight = 0, ended = 0, good = 0, nextHost = 0;
        size_t bytes = 0;
        const char *words = "";
        lineUp();
        while (ended < count) {
            int running, left;
            CURLMsg *message;
            while (inFlight < INFLIGHT && nextHost < hostCount) inFlight += startNext(&hosts[nextHost++]);
            curl_multi_perform(multi, &running);
            while ((message = curl_multi_info_read(multi, &left))) {
                struct request *r;
                long status = 0;
                CURL *easy = message->easy_handle;
                if (message->data.result) words = curl_easy_strerror(message->data.result);
                curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&r);
                curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
                good += status == 200 || status == 304;
                bytes += r->size;
                curl_multi_remove_handle(multi, easy);
                curl_easy_cleanup(easy);
                curl_slist_free_all(r->headers);
                free(r->body);
                r->body = NULL;
                r->size = 0;
                ended++;
                if (!startNext(&hosts[r->host])) inFlight--;
            }
            if (hang && time(NULL) >= end) {
                printf("%ld KB for %d requests in flight\n", (resident() - before) / 1024, count);
                fflush(stdout);
                _exit(0);
            }
            curl_multi_poll(multi, NULL, 0, hang ? 500 : 1000, NULL);
        }
        printf("%.1f us a request, %d good, %zu bytes %s\n", (cpu() - begin) / count * 1e6, good, bytes, words);
        fflush(stdout);
    }
    return 0;
}
