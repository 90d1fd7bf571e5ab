import Articles

@testable import Parsing

/// A string and the instant that it means, two where readers differ, or nil for no date.
typealias DateCase = (text: String, instant: String?)

/// What dates of feeds mean: the specification of the reader, by language and by shape.
enum DateTable {
    /// The reading as a table writes it: without milliseconds where there are none.
    static func reading(of text: String, timezone: String? = nil) -> String? {
        switch DateReader(timezone: timezone).read(Array(text.utf8).span) {
        case .instant(let instant): written(instant)
        case .ambiguous(.order(let dayFirst, let monthFirst)):
            [dayFirst, monthFirst].sorted().map(written).joined(separator: " or ")
        case .ambiguous(.month(let readings)):
            readings.map(\.instant).sorted().map(written).joined(separator: " or ")
        case .none: nil
        }
    }

    private static func written(_ instant: Timestamp) -> String {
        let text = instant.description
        return text.hasSuffix(".000Z") ? text.dropLast(5) + "Z" : text
    }
}
