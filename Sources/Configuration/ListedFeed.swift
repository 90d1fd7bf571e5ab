/// A feed as a list of another program names it: OPML or newsboat's urls.
package struct ListedFeed: Sendable, Equatable {
    /// As written, not yet judged.
    package var url: String
    package var title: String?
    package var tags: [String]
    package var line: Int
}

/// What a list holds, and what was left out of it.
struct FeedList {
    /// What was wrong and what was done about it.
    struct Remark {
        var line: Int
        var message: String
    }

    /// Why a list is not read at all.
    struct Refusal: Error {
        var line: Int
        var message: String
        var hint: String?
    }

    /// Remarks kept of one list; a list of 20,000 odd lines is one oddity.
    private static let remarksKept = 20

    var feeds: [ListedFeed] = []
    private(set) var remarks: [Remark] = []
    private(set) var remarksLeftOut = 0

    mutating func remark(_ line: Int, _ message: String) {
        if remarks.count < Self.remarksKept {
            remarks.append(Remark(line: line, message: message))
        } else {
            remarksLeftOut += 1
        }
    }
}

extension String {
    /// A foreign name made fit for us: one line, blanks collapsed, no control characters, not endless.
    func tidied(to count: Int) -> String {
        var out = String.UnicodeScalarView()
        var pending = false
        for scalar in unicodeScalars {
            if scalar.isControl || scalar.properties.isWhitespace {
                pending = !out.isEmpty
                continue
            }
            guard out.count < count else { break }
            if pending { out.append(" ") }
            pending = false
            out.append(scalar)
        }
        return String(out)
    }
}
