internal import Articles

/// A feed's state as a JSON object: read whole, written whole, and a new field is one line here.
enum FeedStateRow {
    static func encode(_ state: FeedState) -> [UInt8] {
        var row: [UInt8] = []
        row.append("{\"url\":")
        row.appendJSON(string: state.url)
        func add(_ key: StaticString, _ value: [UInt8]?) {
            guard let value else { return }
            row.append(",\"")
            row.append(key)
            row.append("\":")
            row.append(contentsOf: value)
        }
        func text(_ text: String?) -> [UInt8]? { text.map { text in built { $0.appendJSON(string: text) } } }
        func number(_ number: Int64?) -> [UInt8]? {
            number.map { number in built { $0.appendJSON(number: number) } }
        }
        // Validators are bytes, not text: they have to come back as they were, whatever they are.
        func bytes(_ bytes: [UInt8]?) -> [UInt8]? {
            bytes.map { bytes in built { $0.appendJSON(string: hex(bytes)) } }
        }
        add("validator_url", text(state.validatorURL))
        add("etag", bytes(state.etag))
        add("last_modified", bytes(state.lastModified))
        add("requester", number(state.requester.map(Int64.init)))
        add("body_hash", number(state.bodyHash.map { Int64(bitPattern: $0) }))
        add("pipeline", number(state.pipeline.map(Int64.init)))
        add("title", text(state.title))
        add("site_url", text(state.siteURL))
        add("next_fetch", number(state.nextFetch?.milliseconds))
        add("next_reason", text(state.nextReason))
        add("interval_ms", number(state.interval?.milliseconds))
        add("ttl_ms", number(state.timeToLive?.milliseconds))
        add("skip_hours", number(state.skipHours == 0 ? nil : Int64(state.skipHours)))
        add("skip_days", number(state.skipDays == 0 ? nil : Int64(state.skipDays)))
        add("document_bytes", number(Int64(state.documentBytes)))
        add("last_attempt", number(state.lastAttempt?.milliseconds))
        add("last_success", number(state.lastSuccess?.milliseconds))
        add("last_whole", number(state.lastWhole?.milliseconds))
        add("false_unchanged", number(state.falseUnchanged == 0 ? nil : Int64(state.falseUnchanged)))
        add("reused_etags", number(state.reusedETags == 0 ? nil : Int64(state.reusedETags)))
        add("last_new", number(state.lastNew?.milliseconds))
        add("last_status", number(state.lastStatus.map(Int64.init)))
        add("failures", number(Int64(state.failures)))
        add("error_code", text(state.errorCode))
        add("error_message", text(state.errorMessage))
        add("error_phase", text(state.errorPhase))
        add("error_bytes", number(state.errorBytes.map(Int64.init)))
        add("error_took_ms", number(state.errorTook?.milliseconds))
        add("redirect_url", text(state.redirectURL))
        add("redirect_count", number(Int64(state.redirectCount)))
        add("redirect_since", number(state.redirectSince?.milliseconds))
        add("moved_url", text(state.movedURL))
        add("useless_validators", number(Int64(state.uselessValidators)))
        add("gone_since", number(state.goneSince?.milliseconds))
        add("ended_at", number(state.endedAt?.milliseconds))
        add("fetches", number(Int64(state.fetches)))
        add("unchanged", number(Int64(state.unchanged)))
        add("unconditional", number(Int64(state.unconditional)))
        add("received_bytes", number(Int64(state.receivedBytes)))
        add("articles", number(Int64(state.articles)))
        add("failing_since", number(state.failingSince?.milliseconds))
        add("publication", PublicationRecordRow.encode(state.publication))
        row.append("}")
        return row
    }

    /// Reads what `encode` wrote; keys that this version does not know are passed over.
    static func decode(id: String, _ row: [UInt8]) -> FeedState? {
        var reader = JSONReader(row)
        guard reader.enter() else { return nil }
        var state = FeedState(id: id, url: "")
        while let key = reader.nextKey() {
            switch reader.peek() {
            case .string: state.set(reader.text(key), reader.string() ?? "")
            case .number: state.set(reader.text(key), Int64(reader.integer() ?? 0))
            case .object where reader.text(key) == "publication":
                guard let record = PublicationRecordRow.decode(&reader) else { return nil }
                state.publication = record
            default: guard reader.skipValue() else { return nil }
            }
        }
        return state
    }

    private static func built(_ build: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        build(&bytes)
        return bytes
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension FeedState {
    fileprivate mutating func set(_ key: String, _ text: String) {
        switch key {
        case "url": url = text
        case "validator_url": validatorURL = text
        case "etag": etag = Self.bytes(hex: text)
        case "last_modified": lastModified = Self.bytes(hex: text)
        case "title": title = text
        case "site_url": siteURL = text
        case "next_reason": nextReason = text
        case "error_code": errorCode = text
        case "error_message": errorMessage = text
        case "error_phase": errorPhase = text
        case "redirect_url": redirectURL = text
        case "moved_url": movedURL = text
        default: break
        }
    }

    fileprivate mutating func set(_ key: String, _ number: Int64) {
        let time = Timestamp(milliseconds: number)
        switch key {
        case "requester": requester = UInt16(truncatingIfNeeded: number)
        case "pipeline": pipeline = UInt8(truncatingIfNeeded: number)
        case "body_hash": bodyHash = UInt64(bitPattern: number)
        case "next_fetch": nextFetch = time
        case "interval_ms": interval = .milliseconds(number)
        case "ttl_ms": timeToLive = .milliseconds(number)
        case "skip_hours": skipHours = UInt32(truncatingIfNeeded: number)
        case "skip_days": skipDays = UInt8(truncatingIfNeeded: number)
        case "document_bytes": documentBytes = Int(number)
        case "last_attempt": lastAttempt = time
        case "last_success": lastSuccess = time
        case "last_whole": lastWhole = time
        case "false_unchanged": falseUnchanged = Int(number)
        case "reused_etags": reusedETags = Int(number)
        case "last_new": lastNew = time
        case "last_status": lastStatus = Int(number)
        case "failures": failures = Int(number)
        case "error_bytes": errorBytes = Int(number)
        case "error_took_ms": errorTook = .milliseconds(number)
        case "redirect_count": redirectCount = Int(number)
        case "useless_validators": uselessValidators = Int(number)
        case "redirect_since": redirectSince = time
        case "gone_since": goneSince = time
        case "ended_at": endedAt = time
        case "failing_since": failingSince = time
        case "fetches": fetches = Int(number)
        case "unconditional": unconditional = Int(number)
        case "received_bytes": receivedBytes = Int(number)
        case "unchanged": unchanged = Int(number)
        case "articles": articles = Int(number)
        default: break
        }
    }

    private static func bytes(hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).map { index in
            UInt8((digits[index].hexadecimalDigit ?? 0) << 4 | (digits[index + 1].hexadecimalDigit ?? 0))
        }
    }
}
