internal import ArgumentParser
internal import Articles
internal import Host
internal import Journal

/// `newslog verify`: whether every line is there and whole.
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the whole journal: checksums, numbers, the chain of commits.",
        discussion: """
            Exits 65 when something is wrong. --repair, while newslogd does not run, writes each damaged segment anew \
            without what cannot be read and keeps those bytes in damaged/; nothing else ever repairs by itself.
            """)

    @OptionGroup var options: CommonOptions

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, json
    }

    @Option(help: "text or json.")
    var format = Format.text

    @Flag(help: "Leave out what is damaged, and keep its bytes in damaged/.")
    var repair = false

    func run() throws {
        let layout = try options.places().layout
        if repair { try Self.repair(layout) }
        let meter = ProgressMeter()
        let report = try CommandFailure.mapping { () throws(JournalError) in
            try JournalVerifier.verify(layout) { progress in
                meter.show(
                    done: progress.bytesDone >> 10, total: progress.bytes >> 10,
                    words: "\(progress.segmentsDone)/\(progress.segments) segments")
            }
        }
        meter.clear()
        var output = StandardOutput()
        if format == .json { Self.append(json: report, to: &output.buffer) }
        if format == .text { Self.append(report, to: &output.buffer) }
        try Here.finish(&output)
        guard report.isSound else {
            throw CommandFailure(.badData, "\(layout.journal): not sound; \(Self.advice(report))")
        }
    }

    /// What can be done.
    private static func advice(_ report: JournalVerifier.Report) -> String {
        if !report.damage.isEmpty {
            return
                "readers pass over what is damaged; stop newslogd, and `newslog verify --repair` leaves it out"
        }
        if !report.gaps.isEmpty {
            return
                "`newslog reindex` and `newslog fetch --force` bring again what the feeds still have of what is missing"
        }
        return "readers pass over what does not belong here; move it away"
    }

    /// Repairs what a first look finds; the check that follows tells how things are then.
    private static func repair(_ layout: StoreLayout) throws(CommandFailure) {
        let lock: FileLock
        do throws(FileLock.Failure) { lock = try FileLock(layout.lock) } catch {
            guard case .system(let cause) = error else {
                throw CommandFailure(.temporary, "\(error); stop newslogd before repairing")
            }
            guard cause.errno.isPermission else { throw CommandFailure(.inputOutput, "\(error)") }
            throw CommandFailure(
                .permission, "\(error); only the user to whom the state directory belongs can repair it")
        }
        let repaired = try CommandFailure.mapping { () throws(JournalError) in
            try JournalRepair.run(layout, now: Here.now)
        }
        for (damage, copy) in repaired {
            let lines =
                damage.knownRecords > 0 ? "\(damage.knownRecords) lines" : "an unknown number of lines"
            let (start, end) = (damage.bytes.lowerBound, damage.bytes.upperBound)
            Terminal.say(
                "\(damage.path): left out bytes \(start) to \(end) with \(lines); they are kept as \(copy)")
        }
        if repaired.isEmpty { Terminal.say("\(layout.journal): nothing to repair") }
        _ = consume lock
    }

    private static func findings(_ report: JournalVerifier.Report) -> [String] {
        report.damage.map { "\($0.path): bytes \($0.bytes.lowerBound) to \($0.bytes.upperBound) are damaged" }
            + report.gaps.map {
                $0.after == 0
                    ? "the oldest lines, up to seq \($0.through), are missing"
                    : "lines after seq \($0.after) up to \($0.through) are missing"
            }
            + report.warnings.map(\.message)
    }

    private static func append(_ report: JournalVerifier.Report, to output: inout [UInt8]) {
        for finding in findings(report) { output.append(contentsOf: "\(finding)\n".utf8) }
        if let tail = report.tail {
            output.append(
                contentsOf:
                    "\(tail.path): \(tail.bytes.count) bytes of an unfinished commit; newslogd cuts them off at its start\n"
                    .utf8)
        }
        let ratio = report.plainBytes > 0 ? report.compressedBytes * 100 / report.plainBytes : 0
        output.append(
            contentsOf: ("lines \(report.lines) (\(report.removed) removed), frames \(report.frames), "
                + "segments \(report.segments) (\(report.sealed) sealed), \(report.compressedBytes) bytes (\(ratio) % of \(report.plainBytes))\n")
                .utf8)
    }

    private static func append(json report: JournalVerifier.Report, to output: inout [UInt8]) {
        output.append("{\"sound\":")
        output.append(report.isSound ? "true" : "false")
        let numbers: [(StaticString, Int)] = [
            (",\"lines\":", report.lines), (",\"removed\":", report.removed),
            (",\"frames\":", report.frames), (",\"segments\":", report.segments),
            (",\"sealed\":", report.sealed), (",\"compressed_bytes\":", report.compressedBytes),
            (",\"plain_bytes\":", report.plainBytes), (",\"last_seq\":", Int(report.lastSeq)),
            (",\"unfinished_bytes\":", report.tail?.bytes.count ?? 0),
        ]
        for (key, number) in numbers {
            output.append(key)
            output.appendJSON(number: number)
        }
        output.append(",\"findings\":[")
        for (index, finding) in findings(report).enumerated() {
            if index > 0 { output.append(",") }
            output.appendJSON(string: finding)
        }
        output.append("]}\n")
    }
}
