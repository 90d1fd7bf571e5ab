/// A mistake in a configuration file: where it is, what is wrong, and often what was meant.
package struct Diagnostic: Sendable, Equatable {
    /// What kind of mistake it is.
    package enum Code: String, Sendable {
        /// A file could not be read.
        case unreadable
        /// A file is not TOML, OPML or text.
        case syntax
        case unknownKey = "unknown-key"
        case missingKey = "missing-key"
        case wrongType = "wrong-type"
        case outOfRange = "out-of-range"
        case invalidValue = "invalid-value"
        case unknownGroup = "unknown-group"
        case duplicate
        /// An include that leads nowhere or back to itself.
        case include
        /// A secret that could not be had, or that others can read.
        case secret
        /// Something in a list of feeds that was left out.
        case list
        /// Accepted, but not what it seems.
        case notice
    }

    package var code: Code
    /// The file as it was named, or what stands for one ("argument 2").
    package var file: String
    /// The line, from 1; nil for the file as a whole.
    package var line: Int?
    /// The column in characters, from 1.
    package var column: Int?
    package var message: String
    /// "did you mean `every`?", "write it as …".
    package var hint: String?

    package init(
        _ code: Code, file: String, line: Int? = nil, column: Int? = nil, message: String, hint: String? = nil
    ) {
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `newslog.toml:12:3: unknown key …; did you mean …?`.
    package var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if let column { text += ":\(column)" }
        text += ": \(message)"
        if let hint { text += "; \(hint)" }
        return text
    }
}

extension Diagnostic: Comparable {
    /// By file, line and column.
    package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
        (left.file, left.line ?? 0, left.column ?? 0) < (right.file, right.line ?? 0, right.column ?? 0)
    }
}

/// All that is wrong with a configuration; it cannot be used.
package struct ConfigurationErrors: Error, Sendable, Equatable {
    /// At least one, sorted by file, line and column.
    package var errors: [Diagnostic]
    /// What was found beside them and would not have stood in the way.
    package var warnings: [Diagnostic]

    /// True when the main file itself could not be read, so that nothing is known about it.
    package var isUnreadable: Bool { errors.count == 1 && errors[0].code == .unreadable }
}

extension ConfigurationErrors: CustomStringConvertible {
    /// One mistake a line.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// Where errors and warnings gather while files are read, so that the first does not hide the others.
final class Findings {
    private(set) var errors: [Diagnostic] = []
    private(set) var warnings: [Diagnostic] = []

    func error(
        _ code: Diagnostic.Code, _ file: String, _ place: Place?, _ message: String, hint: String? = nil
    ) {
        errors.append(
            Diagnostic(
                code, file: file, line: place?.line, column: place?.column, message: message, hint: hint))
    }

    func warning(
        _ code: Diagnostic.Code, _ file: String, _ place: Place?, _ message: String, hint: String? = nil
    ) {
        warnings.append(
            Diagnostic(
                code, file: file, line: place?.line, column: place?.column, message: message, hint: hint))
    }

    /// Throws all errors, sorted, when there are any.
    func check() throws(ConfigurationErrors) {
        guard !errors.isEmpty else { return }
        throw ConfigurationErrors(errors: errors.sorted(), warnings: warnings.sorted())
    }
}
