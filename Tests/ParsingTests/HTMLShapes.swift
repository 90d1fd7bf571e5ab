/// Sources that have made other readers quadratic or worse, as a beginning, a part that is repeated, and an end.
enum HTMLShapes {
    static let all: [(name: String, head: String, unit: String, tail: String)] = [
        ("open div", "", "<div>", ""), ("open b", "", "<b>", ""), ("open a", "", "<a href=/x>", ""),
        ("open p", "", "<p>", ""), ("open li", "", "<li>", ""), ("open ul li", "", "<ul><li>", ""),
        ("open dd dt", "", "<dl><dd><dt>", ""), ("open table", "", "<table>", ""),
        ("open table td", "", "<table><tr><td>", ""), ("td without table", "", "<td>", ""),
        ("open cells", "<table><tr>", "<td>", ""), ("open rows", "<table>", "<tr>", ""),
        ("closed div", "", "</div>", ""), ("closed p", "", "</p>", ""), ("closed b", "", "</b>", ""),
        ("closed table", "", "</table>", ""), ("closed unknown", "", "</x>", ""),
        ("formatting below blocks", "", "<b><div>", ""), ("misnested", "", "<b><i></b></i>", ""),
        ("misnested blocks", "", "<a href=x><div></a></div>", ""), ("nested headings", "", "<h1><h2>", ""),
        ("li below a full stack", "<ul><li>" + String(repeating: "<div>", count: 250), "<li>", ""),
        ("end of li behind a barrier", "<ul><li><ul>" + String(repeating: "<div>", count: 240), "</li>", ""),
        (
            "end of cell behind divs", "<table><td>" + String(repeating: "<div>", count: 240),
            "</span></td><td>", ""
        ),
        ("svg", "", "<svg>", ""), ("svg and end", "", "<svg></svg>", ""),
        ("svg breakout", "", "<svg><p>", ""),
        ("foreignObject", "", "<svg><foreignObject>", ""), ("math in svg", "", "<svg><math><mi>", ""),
        ("template", "", "<template>", ""), ("object", "", "<object><div>", ""),
        ("noscript", "", "<noscript>", ""),
        ("select", "", "<select><option>", ""), ("button", "", "<button><p>", ""), ("form", "", "<form>", ""),
        ("open comment", "", "<!--", ""), ("dashes", "<!--", "- --", ""), ("bogus comment", "", "<!x", ""),
        ("processing instruction", "", "<?", ""), ("cdata in svg", "<svg>", "<![CDATA[]", ""),
        ("unterminated script", "", "<script>", ""),
        ("script in script", "<script><!--", "<script></script", ""),
        ("unterminated title", "", "<title>", ""), ("near ends of style", "<style>", "</styl", ""),
        ("open tag", "", "<a ", ""), ("less-than signs", "", "<", ""), ("greater-than signs", "", ">", ""),
        ("ampersands", "", "&", ""), ("near references", "", "&CounterClockwiseContourIntegra", ""),
        ("references", "", "&NotEqualTilde;", ""), ("digits", "&#", "9", ""),
        ("hexadecimals", "", "&#x1", ""),
        ("attributes", "<a ", "href=/x ", ">x</a>"), ("unknown attributes", "<a ", "x=1 ", ">x</a>"),
        ("quotes", "<a ", "\"'", ">"), ("equals signs", "<a ", "=", ">"), ("slashes", "<a", "/", ">"),
        ("one long value", "<a title=\"", "&amp; ", "\">x</a>"),
        ("candidates", "<img srcset=\"", "/a 1x,", "\">"),
        ("commas", "<img srcset=\"", ",", "\">"), ("relative links", "", "<a href=/>x</a>", ""),
        ("white space", "", " \n", ""), ("no-break spaces", "", "\u{A0}", ""), ("breaks", "", "<br>", ""),
        ("pre line breaks", "<pre>", "\n", "</pre>"), ("nested pre", "", "<pre>\n", ""),
        ("NUL", "", "\0", ""), ("Arabic", "", "\u{633}\u{644}\u{627}\u{645} ", ""),
    ]

    /// A source of about that many bytes.
    static func source(_ shape: (name: String, head: String, unit: String, tail: String), bytes: Int)
        -> [UInt8]
    {
        let unit = Array(shape.unit.utf8)
        var source = Array(shape.head.utf8)
        source.reserveCapacity(bytes + 64)
        while source.count < bytes { source += unit }
        return source + Array(shape.tail.utf8)
    }
}
