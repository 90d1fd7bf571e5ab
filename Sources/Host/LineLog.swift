internal import Glibc
public import Logging

/// Log lines on standard error: one event a line, values quoted, never a byte that a terminal or a log would act on.
///
/// Under systemd each line begins with its priority in angle brackets (`sd-daemon(3)`), so that journald sorts it.
public struct LineLog: LogHandler {
    /// Values that every line of this logger carries.
    public var metadata: Logger.Metadata = [:]
    /// The least that is written.
    public var logLevel: Logger.Level
    private let hasPriorities: Bool

    /// Writes lines from `level` up; `environment` tells whether journald reads them (JOURNAL_STREAM).
    public init(level: Logger.Level, environment: [String: String]) {
        logLevel = level
        hasPriorities = environment["JOURNAL_STREAM"] != nil
    }

    /// A value that every line of this logger carries.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line with one call, so that lines of several threads do not mix.
    public func log(event: LogEvent) {
        var line = hasPriorities ? "<\(Self.priority(of: event.level))>" : "\(event.level): "
        let values = metadata.merging(event.metadata ?? [:]) { $1 }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            line += "\(key)=\(Self.quoted("\(value)")) "
        }
        line += PrintableText.line("\(event.message)") + "\n"
        var bytes = Array(line.utf8)
        _ = unsafe bytes.withUnsafeMutableBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func priority(of level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// A value in quotes where it is more than a plain word.
    private static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
        return isPlain
            ? value : "\"" + PrintableText.line(value.split(separator: "\"").joined(separator: "'")) + "\""
    }
}
