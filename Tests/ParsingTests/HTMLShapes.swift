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
        ("NUL", "", "\0", ""), ("NUL in names", "", "<b\0>", ""),
        ("NUL in values", "<p title=\"", "\0", "\">"),
        ("Arabic", "", "\u{633}\u{644}\u{627}\u{645} ", ""),
        ("characters of four bytes", "", "\u{1F600}", ""),
        ("quotation marks of two bytes", "", "\u{AB}x\u{BB} ", ""), ("pairs of blanks", "", "  x", ""),
        // A number stands for each #, so that no two names are the same.
        ("distinct attributes", "<a ", "x#=1 ", ">x</a>"), ("distinct elements", "", "<x#>", ""),
        ("distinct end tags", "", "</x#>", ""), ("distinct references", "", "&x#;", ""),
        ("distinct addresses", "", "<a href=/#>x</a>", ""),
        ("tags with many attributes", "", "<p a=1 b=2 dir=rtl c='3' d=\"4\" lang=ar>", ""),
        ("closed cell", "", "</td>", ""), ("closed li", "<ul>", "</li>", ""),
        ("closed svg", "", "</svg>", ""),
        ("closed in svg", "<a><b><svg>", "</a></b></x>", ""), ("links in svg", "<svg>", "<a>", ""),
        ("ends in annotation-xml", "", "<math><annotation-xml encoding=text/html></math>", ""),
        ("mi in mi", "<math>", "<mi><mi></mi>", ""), ("fonts in svg", "", "<svg><font><font color=x>", ""),
        ("images in svg", "<svg>", "<image>", ""), ("p in buttons", "", "<p><button>", ""),
        ("links in noscript", "<a href=/>", "<noscript><a></noscript></a>", ""),
        ("ruby", "<ruby>", "<rt><rp>", ""), ("lists in cells", "", "<table><td><ul><li>", ""),
        ("misnested tables", "", "<table><b></table></b>", ""), ("text in tables", "<table>", "x<tr>", ""),
        ("end of dropped below a full stack", String(repeating: "<div>", count: 256), "<svg></div>", ""),
        ("closed comments", "", "<!---->", ""), ("ends of comments", "<!--", "--!", ""),
        ("doctypes", "", "<!DOCTYPE x>", ""), ("cdata", "", "<![CDATA[x]]>", ""),
        ("cdata without an end", "<svg><![CDATA[", "]]", ""), ("slashes in tags", "", "</", ""),
        ("near ends of textarea", "<textarea>", "</textare></t", ""), ("raw text", "", "<style></style>", ""),
        ("near ends of script", "<script>", "<!--<script </script <", ""),
        ("plaintext", "<plaintext>", "</p", ""),
        ("ampersands in a value", "<a title='", "&", "'>x</a>"),
        ("references in a value", "<a title='", "&lt", "'>x"),
        ("equals signs behind references", "<a href='?", "&copy=", "'>x"), ("zeros", "&#", "0", ";"),
        ("semicolons", "", "&amp;;", ""), ("open quote", "", "<a title='", ""),
        ("pixels", "", "<img width=1 height=1>", ""),
    ]

    /// Shapes of no pattern, and bytes that are no UTF-8.
    static let names = all.map(\.name) + ["random bytes", "random markup", "invalid bytes"]

    /// A source of about that many bytes; nil for a name that is not on the list.
    static func source(named name: String, bytes: Int) -> [UInt8]? {
        switch name {
        case "random bytes": return random(bytes) { [UInt8(truncatingIfNeeded: $0)] }
        case "invalid bytes": return random(bytes) { [UInt8(truncatingIfNeeded: $0 | 0x80)] }
        case "random markup": return random(bytes) { pieces[Int($0 % UInt64(pieces.count))] }
        default: return all.first { $0.name == name }.map { source($0, bytes: bytes) }
        }
    }

    /// What random markup is made of.
    private static let pieces = [
        "<", ">", "&", "/", "\"", "'", "=", " ", "x", "\n", "\0", "<b>", "</b>", "<p>", "</p>", "<a href=",
        "</a>", "<!--",
        "-->", "<table>", "</table>", "<td>", "<tr>", "<svg>", "</svg>", "<math>", "<mi>", "<script>",
        "</script>",
        "<title>", "</title>", "&lt", "&#", "]]>", "<![CDATA[", "<li>", "<ul>", "</ul>", "<div>", "</div>",
        "<pre>",
        "<select>", "<template>", "</template>", "\u{648}",
    ].map { Array($0.utf8) }

    private static func random(_ bytes: Int, _ piece: (UInt64) -> [UInt8]) -> [UInt8] {
        var (source, state): ([UInt8], UInt64) = ([], 42)
        source.reserveCapacity(bytes + 16)
        while source.count < bytes {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            source += piece(state >> 33)
        }
        return source
    }

    private static func source(_ shape: (name: String, head: String, unit: String, tail: String), bytes: Int)
        -> [UInt8]
    {
        let unit = Array(shape.unit.utf8)
        let isNumbered = unit.contains(UInt8(ascii: "#")) && shape.name.hasPrefix("distinct")
        var (source, number) = (Array(shape.head.utf8), 0)
        source.reserveCapacity(bytes + 64)
        while source.count < bytes {
            number += 1
            if isNumbered {
                for byte in unit {
                    if byte == UInt8(ascii: "#") {
                        source += Array("\(number)".utf8)
                    } else {
                        source.append(byte)
                    }
                }
            } else {
                source += unit
            }
        }
        return source + Array(shape.tail.utf8)
    }
}
