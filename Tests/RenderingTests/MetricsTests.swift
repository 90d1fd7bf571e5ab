import Articles
import Testing

@testable import Rendering

@Suite struct MetricsTests {
    @Test("checklist 58: what is known of newslog and of each feed, as Prometheus reads it")
    func snapshot() {
        var page = StatusPage(state: "/s")
        page.isRunning = true
        (page.feeds, page.failing, page.inFlight, page.articles) = (2, 1, 3, 40)
        page.dueLag = (0.25, 12)
        var feed = FeedState(id: "a\"b\\c\nd", url: "https://a.example/")
        (feed.fetches, feed.unchanged, feed.unconditional, feed.receivedBytes, feed.articles) = (
            10, 7, 1, 12_345, 40
        )
        (feed.lastStatus, feed.etag) = (304, Array("\"1\"".utf8))
        feed.lastSuccess = Timestamp(milliseconds: 1_795_773_660_050)
        feed.nextFetch = Timestamp(milliseconds: 1_795_773_720_000)
        var fresh = FeedState(id: "new", url: "https://b.example/")
        fresh.failures = 2
        var output: [UInt8] = []
        Metrics(page, feeds: [feed, fresh]).append(to: &output)
        #expect(
            String(decoding: output, as: UTF8.self) == #"""
                # HELP newslog_up Whether the daemon answers.
                # TYPE newslog_up gauge
                newslog_up 1
                # HELP newslog_holding Whether the daemon holds fetching back.
                # TYPE newslog_holding gauge
                newslog_holding 0
                # HELP newslog_feeds Feeds that are known.
                # TYPE newslog_feeds gauge
                newslog_feeds 2
                # HELP newslog_feeds_failing Feeds whose last fetch failed.
                # TYPE newslog_feeds_failing gauge
                newslog_feeds_failing 1
                # HELP newslog_feeds_in_flight Feeds that are being fetched.
                # TYPE newslog_feeds_in_flight gauge
                newslog_feeds_in_flight 3
                # HELP newslog_articles Articles that are kept.
                # TYPE newslog_articles gauge
                newslog_articles 40
                # HELP newslog_due_lag_seconds How long after it was due a feed was asked, of the last requests.
                # TYPE newslog_due_lag_seconds gauge
                newslog_due_lag_seconds{quantile="0.5"} 0.250
                newslog_due_lag_seconds{quantile="0.99"} 12
                # HELP newslog_feed_requests_total Requests for the feed.
                # TYPE newslog_feed_requests_total counter
                newslog_feed_requests_total{feed="a\"b\\c\nd"} 10
                newslog_feed_requests_total{feed="new"} 0
                # HELP newslog_feed_not_modified_total Answers 304.
                # TYPE newslog_feed_not_modified_total counter
                newslog_feed_not_modified_total{feed="a\"b\\c\nd"} 7
                newslog_feed_not_modified_total{feed="new"} 0
                # HELP newslog_feed_unconditional_requests_total Requests without validators.
                # TYPE newslog_feed_unconditional_requests_total counter
                newslog_feed_unconditional_requests_total{feed="a\"b\\c\nd"} 1
                newslog_feed_unconditional_requests_total{feed="new"} 0
                # HELP newslog_feed_received_bytes_total Bytes of bodies as they came.
                # TYPE newslog_feed_received_bytes_total counter
                newslog_feed_received_bytes_total{feed="a\"b\\c\nd"} 12345
                newslog_feed_received_bytes_total{feed="new"} 0
                # HELP newslog_feed_articles_total Articles that the feed has brought.
                # TYPE newslog_feed_articles_total counter
                newslog_feed_articles_total{feed="a\"b\\c\nd"} 40
                newslog_feed_articles_total{feed="new"} 0
                # HELP newslog_feed_failures Fetches that failed since the last success.
                # TYPE newslog_feed_failures gauge
                newslog_feed_failures{feed="a\"b\\c\nd"} 0
                newslog_feed_failures{feed="new"} 2
                # HELP newslog_feed_last_status Status of the last answer.
                # TYPE newslog_feed_last_status gauge
                newslog_feed_last_status{feed="a\"b\\c\nd"} 304
                # HELP newslog_feed_has_validators Whether the next request can be conditional.
                # TYPE newslog_feed_has_validators gauge
                newslog_feed_has_validators{feed="a\"b\\c\nd"} 1
                newslog_feed_has_validators{feed="new"} 0
                # HELP newslog_feed_last_success_timestamp_seconds When it was last fetched.
                # TYPE newslog_feed_last_success_timestamp_seconds gauge
                newslog_feed_last_success_timestamp_seconds{feed="a\"b\\c\nd"} 1795773660.050
                # HELP newslog_feed_next_fetch_timestamp_seconds When it will be asked next.
                # TYPE newslog_feed_next_fetch_timestamp_seconds gauge
                newslog_feed_next_fetch_timestamp_seconds{feed="a\"b\\c\nd"} 1795773720

                """#)
    }
}
