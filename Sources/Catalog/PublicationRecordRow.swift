internal import Articles

/// A feed's publication record as a JSON object; counts in thousandths, which is finer than they are known.
enum PublicationRecordRow {
    static func encode(_ record: PublicationRecord) -> [UInt8] {
        var row: [UInt8] = []
        row.append("{\"hours\":")
        append(record.hours, to: &row)
        row.append(",\"minutes\":")
        append(record.minutes, to: &row)
        row.append(",\"recent\":")
        append(
            [record.lastHour, record.lastHours, record.hourFollowers, record.hoursFollowers, record.judged],
            to: &row)
        let numbers: [(StaticString, Int64?)] = [
            (",\"since\":", record.since?.milliseconds), (",\"as_of\":", record.asOf?.milliseconds),
            (",\"newest\":", record.newest?.milliseconds), (",\"window\":", Int64(record.window)),
            (",\"update_ms\":", record.updateInterval?.milliseconds),
            (",\"contradictions\":", Int64(record.contradictions)),
            (",\"made_up_dates\":", record.areDatesMadeUp ? 1 : nil),
        ]
        for (key, number) in numbers {
            guard let number else { continue }
            row.append(key)
            row.appendJSON(number: number)
        }
        row.append("}")
        return row
    }

    /// Reads what `encode` wrote, the reader standing before it; nil when it is damaged.
    static func decode(_ reader: inout JSONReader) -> PublicationRecord? {
        guard reader.enter() else { return nil }
        var record = PublicationRecord()
        while let key = reader.nextKey() {
            switch reader.peek() {
            case .number: record.set(reader.text(key), Int64(reader.integer() ?? 0))
            case .array: record.set(reader.text(key), counts(&reader))
            default: guard reader.skipValue() else { return nil }
            }
        }
        return record
    }

    private static func append(_ counts: [Float], to row: inout [UInt8]) {
        row.append("[")
        for (index, count) in counts.enumerated() {
            if index > 0 { row.append(",") }
            row.appendJSON(number: Int64((count * 1000).rounded()))
        }
        row.append("]")
    }

    private static func counts(_ reader: inout JSONReader) -> [Float] {
        var counts: [Float] = []
        guard reader.enter() else { return [] }
        while reader.nextElement(), let number = reader.integer() {
            counts.append(Float(max(0, number)) / 1000)
        }
        return counts
    }
}

extension PublicationRecord {
    fileprivate mutating func set(_ key: String, _ counts: [Float]) {
        switch key {
        case "hours" where counts.count == hours.count: hours = counts
        case "minutes" where counts.count == minutes.count: minutes = counts
        case "recent" where counts.count == 5:
            (lastHour, lastHours) = (counts[0], counts[1])
            (hourFollowers, hoursFollowers, judged) = (counts[2], counts[3], counts[4])
        default: break
        }
    }

    fileprivate mutating func set(_ key: String, _ number: Int64) {
        let time = Timestamp(milliseconds: number)
        switch key {
        case "since": since = time
        case "as_of": asOf = time
        case "newest": newest = time
        case "window": window = Int(number)
        case "update_ms" where number > 0: updateInterval = .milliseconds(number)
        case "contradictions": contradictions = Int(number)
        case "made_up_dates": areDatesMadeUp = number != 0
        default: break
        }
    }
}
