import Articles
import Conditions

extension FuzzTarget {
    /// Conditions: the first line is one, the rest the text of an article.
    static let condition = FuzzTarget(
        name: "condition", longest: 1024,
        words: [
            " and ", " or ", " not ", " AND ", " OR ", "NOT ", "-", "\"", "(", ")", "*", "~", " ~ /", "/i",
            "\\/",
            "title:", "author:", "tag:", "feed:", "lang:", "url:", "is:updated", "title ~ /", "http://", "\n",
            "[^", "{2,5}", "(?i)", "(?:", "\\p{Arabic}", "\\b", ".*", "|", "^", "$", "\u{627}\u{644}",
            "\u{6771}",
        ],
        seeds: [
            "title ~ /openai|xai/i and not tag:sport\nMoney for OpenAI",
            "feed:old-daily and title:\u{623}\u{628}\u{631}\u{627}\u{62C}\n\u{627}\u{644}\u{623}\u{628}\u{631}\u{627}\u{62C}",
            "(a or \"b c\") -d* url:a.example/x\nb c", "a OR b AND NOT c\nc", "lang:ar is:updated\nar",
            "title~/[(]a\\/b/ or author ~ /^x$/\n(a/b",
            "\u{6771}\u{4EAC}\u{90FD}\n\u{6771}\u{4EAC}\u{90FD}\u{306E}",
            "((((a))))\na", "not\"a\"\nb", "title ~ /(a+)+$/\naaaaaaaaaaaaaaaaaaaab",
        ].map { Array($0.utf8) }
    ) { input in
        let end = input.firstIndex(of: 0x0A) ?? input.count
        let text = String(decoding: input[..<end], as: UTF8.self)
        let subject = OneText(text: Array(input[min(end + 1, input.count)...]))
        for dialect in [Condition.Dialect.query, .rule] {
            do throws(ConditionError) {
                guard let condition = try Condition.parse(text, as: dialect) else { continue }
                examine(subject, condition)
                if dialect == .rule { checkDescription(of: condition) }
            } catch {
                require(
                    (0...text.utf8.count).contains(error.offset) && (0...error.offset).contains(error.column),
                    "\(error.message) at \(error.offset), column \(error.column), stands in \(text)")
            }
        }
    }

    private static func examine(_ subject: OneText, _ condition: Condition) {
        let matcher = Matcher(condition)
        var examination = Examination(of: subject)
        let fits = examination.fits(matcher)
        let judgement = examination.judge(matcher)
        require(judgement.holds == fits, "\(condition) is judged as it fits")
        require(!judgement.findings.isEmpty, "something decides \(condition)")
        var opposite = Examination(of: subject)
        require(opposite.fits(Matcher(.not(condition))) != fits, "\(condition) or not \(condition)")
    }

    /// What is said again is understood as the same, unless it has become too long or too deep by its parentheses.
    private static func checkDescription(of condition: Condition) {
        do throws(ConditionError) {
            let again = try Condition.parse("\(condition)", as: .rule)
            require(again == condition, "\(condition) is read again as \(String(describing: again))")
        } catch {
            require(
                error.message.contains("levels") || error.message.contains("longer"), "\(condition): \(error)"
            )
        }
    }
}

/// An article all of whose texts are one.
private struct OneText: ConditionSubject {
    var text: [UInt8]
    var isUpdated: Bool { text.isEmpty }
    func texts(of part: ArticlePart) -> [[UInt8]] { part == .language ? [] : [text, text] }
}
