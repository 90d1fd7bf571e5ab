internal import Articles

/// The lines that the control socket answers with.
enum ControlAnswer {
    /// `{"ok":true}`, or `{"ok":false,"error":"…"}`.
    static func done(error: String?) -> [UInt8] {
        var line: [UInt8] = []
        line.append("{\"ok\":")
        line.append(error == nil ? "true" : "false")
        if let error {
            line.append(",\"error\":")
            line.appendJSON(string: error)
        }
        line.append("}")
        return line
    }

    /// `{"progress":{"done":…,"total":…,"new":…,"failing":…}}`.
    static func progress(_ progress: RoundProgress) -> [UInt8] {
        var line: [UInt8] = []
        line.append("{\"progress\":")
        append(progress, to: &line)
        line.append("}")
        return line
    }

    /// `{"ok":true,"progress":{…},"failures":[…]}`.
    static func done(_ progress: RoundProgress) -> [UInt8] {
        var line: [UInt8] = []
        line.append("{\"ok\":true,\"progress\":")
        append(progress, to: &line)
        line.append(",\"failures\":[")
        for (index, failure) in progress.failures.enumerated() {
            if index > 0 { line.append(",") }
            line.append("{\"feed\":")
            line.appendJSON(string: failure.feed)
            line.append(",\"code\":")
            line.appendJSON(string: failure.code)
            line.append(",\"message\":")
            line.appendJSON(string: failure.message)
            line.append("}")
        }
        line.append("]}")
        return line
    }

    private static func append(_ progress: RoundProgress, to line: inout [UInt8]) {
        let counts: [(StaticString, Int)] = [
            ("{\"done\":", progress.done), (",\"total\":", progress.total), (",\"new\":", progress.new),
            (",\"updated\":", progress.updated), (",\"duplicates\":", progress.duplicates),
            (",\"unchanged\":", progress.unchanged), (",\"failing\":", progress.failures.count),
        ]
        for (key, count) in counts {
            line.append(key)
            line.appendJSON(number: count)
        }
        line.append("}")
    }
}
