package import Articles

/// How newslog and each feed are, in the text format of Prometheus (version 0.0.4).
package struct Metrics {
    private let page: StatusPage
    private let feeds: [FeedState]

    /// Metrics of the whole and of its feeds, which come in this order.
    package init(_ page: StatusPage, feeds: [FeedState]) {
        self.page = page
        self.feeds = feeds
    }

    /// Appends them all.
    package func append(to output: inout [UInt8]) {
        gauge("up", "Whether the daemon answers.", page.isRunning ? 1 : 0, to: &output)
        gauge("holding", "Whether the daemon holds fetching back.", page.held == nil ? 0 : 1, to: &output)
        gauge("feeds", "Feeds that are known.", page.feeds, to: &output)
        gauge("feeds_failing", "Feeds whose last fetch failed.", page.failing, to: &output)
        gauge("feeds_in_flight", "Feeds that are being fetched.", page.inFlight, to: &output)
        if let articles = page.articles {
            gauge("articles", "Articles that are kept.", articles, to: &output)
        }
        if let lag = page.dueLag {
            head(
                "due_lag_seconds", "How long after it was due a feed was asked, of the last requests.",
                "gauge", to: &output)
            for (quantile, seconds) in [("0.5", lag.median), ("0.99", lag.late)] {
                sample("due_lag_seconds", "quantile", quantile, Self.decimal(seconds), to: &output)
            }
        }
        perFeed(to: &output)
    }

    private func perFeed(to output: inout [UInt8]) {
        counter("requests", "Requests for the feed.", to: &output) { $0.fetches }
        counter("not_modified", "Answers 304.", to: &output) { $0.unchanged }
        counter("unconditional_requests", "Requests without validators.", to: &output) { $0.unconditional }
        counter("received_bytes", "Bytes of bodies as they came.", to: &output) { $0.receivedBytes }
        counter("articles", "Articles that the feed has brought.", to: &output) { $0.articles }
        gauge("failures", "Fetches that failed since the last success.", to: &output) { "\($0.failures)" }
        gauge("last_status", "Status of the last answer.", to: &output) { $0.lastStatus.map(String.init) }
        gauge("has_validators", "Whether the next request can be conditional.", to: &output) {
            $0.etag == nil && $0.lastModified == nil ? "0" : "1"
        }
        gauge("last_success_timestamp_seconds", "When it was last fetched.", to: &output) {
            $0.lastSuccess.map(Self.seconds)
        }
        gauge("next_fetch_timestamp_seconds", "When it will be asked next.", to: &output) {
            $0.nextFetch.map(Self.seconds)
        }
    }

    private func gauge(_ name: String, _ help: String, _ value: Int, to output: inout [UInt8]) {
        head(name, help, "gauge", to: &output)
        output.append(contentsOf: "newslog_\(name) \(value)\n".utf8)
    }

    private func counter(
        _ name: String, _ help: String, to output: inout [UInt8], _ value: (FeedState) -> Int
    ) {
        samples("feed_\(name)_total", help, "counter", to: &output) { "\(value($0))" }
    }

    private func gauge(
        _ name: String, _ help: String, to output: inout [UInt8], _ value: (FeedState) -> String?
    ) {
        samples("feed_\(name)", help, "gauge", to: &output, value)
    }

    /// A sample for each feed that has a value; without any, not even the head.
    private func samples(
        _ name: String, _ help: String, _ type: String, to output: inout [UInt8],
        _ value: (FeedState) -> String?
    ) {
        var isFirst = true
        for feed in feeds {
            guard let value = value(feed) else { continue }
            if isFirst { head(name, help, type, to: &output) }
            isFirst = false
            sample(name, "feed", feed.id, value, to: &output)
        }
    }

    private func head(_ name: String, _ help: String, _ type: String, to output: inout [UInt8]) {
        output.append(contentsOf: "# HELP newslog_\(name) \(help)\n# TYPE newslog_\(name) \(type)\n".utf8)
    }

    private func sample(
        _ name: String, _ label: String, _ text: String, _ value: String, to output: inout [UInt8]
    ) {
        output.append(contentsOf: "newslog_\(name){\(label)=\"".utf8)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): output.append(contentsOf: "\\\\".utf8)
            case UInt8(ascii: "\""): output.append(contentsOf: "\\\"".utf8)
            case 0x0A: output.append(contentsOf: "\\n".utf8)
            default: output.append(byte)
            }
        }
        output.append(contentsOf: "\"} \(value)\n".utf8)
    }

    private static func seconds(_ time: Timestamp) -> String { decimal(Double(time.milliseconds) / 1000) }

    /// Seconds with their thousandths.
    private static func decimal(_ seconds: Double) -> String {
        let thousandths = Int64((seconds * 1000).rounded())
        let rest = thousandths.magnitude % 1000
        let sign = thousandths < 0 ? "-" : ""
        return rest == 0
            ? "\(sign)\(thousandths.magnitude / 1000)"
            : "\(sign)\(thousandths.magnitude / 1000).\(String(rest + 1000).dropFirst())"
    }
}
