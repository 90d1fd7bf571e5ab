/// Which program shows long output page by page, if one does; decided as git does it.
public struct PagerChoice: Hashable, Sendable {
    /// A command of the shell.
    public let command: String
    /// What the command's environment has besides; what the user set himself stands.
    public let additions: [String: String]
    /// Whether it may begin before there is more than a screen: it shows lines as they come, and ends by itself where all fit.
    public let waitsForNothing: Bool

    /// Ends where everything fits on the screen (-F), passes colours on (-R), leaves what was shown on the screen (-X).
    private static let own = "less -FRX"

    /// `$NEWSLOG_PAGER`, else `$PAGER`, else `less` where there is one; nil where the one that is set is empty or `cat`,
    /// and on a terminal that cannot move its cursor.
    public init?(environment: [String: String], hasLess: Bool) {
        guard environment["TERM"] ?? "dumb" != "dumb" else { return nil }
        let wanted = environment["NEWSLOG_PAGER"] ?? environment["PAGER"]
        guard let command = wanted ?? (hasLess ? Self.own : nil) else { return nil }
        let words = command.split { $0 == " " || $0 == "\t" }
        guard !words.isEmpty, words != ["cat"] else { return nil }
        self.command = command
        waitsForNothing = wanted == nil
        // A `less` or `lv` without options would show colours as ESC[1m, and where the locale is C Arabic as numbers.
        additions = ["LESS": "FRX", "LV": "-c", "LESSCHARSET": "utf-8"].filter { environment[$0.key] == nil }
    }
}
