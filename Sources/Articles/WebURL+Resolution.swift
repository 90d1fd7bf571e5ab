/// Resolving references: RFC 3986 5.2 with the leniency that browsers have taught publishers to expect.
extension WebURL {
    /// The range without blanks and control characters at both ends.
    static func trimmed(_ text: Span<UInt8>) -> Range<Int> {
        var range = 0..<text.count
        while let last = range.last, text[last] <= 0x20 { range = range.lowerBound..<last }
        while let first = range.first, text[first] <= 0x20 { range = first + 1..<range.upperBound }
        return range
    }

    /// The text without blanks around it and without the tabs and line breaks in it; nil when it is too long.
    static func clean(_ text: Span<UInt8>) -> [UInt8]? {
        let range = trimmed(text)
        guard range.count <= Limits.urlBytes else { return nil }
        var output: [UInt8] = []
        output.reserveCapacity(range.count)
        for index in range {
            switch text[index] {
            case 0x09, 0x0A, 0x0D: break
            case let byte: output.append(byte)
            }
        }
        return output
    }

    /// The authority of an absolute http or https URL; nil for anything else.
    static func webAuthority(of text: Span<UInt8>) -> WebAuthority? {
        guard let colon = text.endOfScheme, let isSecure = isSecureWebScheme(text.extracting(..<colon)) else {
            return nil
        }
        let start = text.indexAfterSlashes(from: colon + 1)
        return WebAuthority(text, from: start, isSecure: isSecure)
    }

    /// True for https, false for http, nil for another scheme.
    static func isSecureWebScheme(_ scheme: Span<UInt8>) -> Bool? {
        if scheme.equalsLowercased("http") { return false }
        return scheme.equalsLowercased("https") ? true : nil
    }

    static func appendResolved(
        _ reference: Span<UInt8>, against base: Span<UInt8>, to output: inout [UInt8]
    ) -> Bool {
        guard let colon = reference.endOfScheme else {
            return appendRelative(reference, against: base, to: &output)
        }
        guard isSecureWebScheme(reference.extracting(..<colon)) != nil else {
            output.append(reference)
            return true
        }
        let start = reference.indexAfterSlashes(from: colon + 1)
        if start < colon + 3, let other = base.endOfScheme,
            reference.extracting(..<colon).equalsLowercased(base.extracting(..<other))
        {
            // `http:page` with an http base: relative, as browsers read it (RFC 3986 5.4.2 allows it).
            return appendRelative(reference.extracting((colon + 1)...), against: base, to: &output)
        }
        return appendAbsolute(reference, scheme: 0..<colon, authorityStart: start, to: &output)
    }

    /// Appends a reference that has a host of its own, below the scheme in `text`.
    private static func appendAbsolute(
        _ text: Span<UInt8>, scheme: Range<Int>, authorityStart: Int, to output: inout [UInt8]
    ) -> Bool {
        guard let isSecure = isSecureWebScheme(text.extracting(scheme)),
            let authority = WebAuthority(text, from: authorityStart, isSecure: isSecure)
        else { return false }
        output.append(isSecure ? "https://" : "http://")
        output.appendEncoded(text.extracting(authorityStart..<authority.end))
        let rest = URLComponents(text, from: authority.end)
        output.appendEncoded(pathWithoutDots(text, rest.path).span)
        output.appendTail(of: text, query: rest.query, fragment: rest.fragment)
        return true
    }

    /// Appends a reference without a scheme (RFC 3986 5.2.2).
    private static func appendRelative(
        _ reference: Span<UInt8>, against base: Span<UInt8>, to output: inout [UInt8]
    ) -> Bool {
        let known = URLComponents(base)
        guard let scheme = known.scheme else { return false }
        let isWeb = isSecureWebScheme(base.extracting(scheme)) != nil
        let authority = isWeb ? webAuthority(of: base) : nil
        // Below `tag:` and `mailto:` nothing is relative; a web base needs a host.
        guard isWeb ? authority != nil : known.authority != nil else { return false }
        if reference.hasLowercasedPrefix("//") {
            var absolute: [UInt8] = []
            absolute.append(base.extracting(scheme))
            absolute.append(UInt8(ascii: ":"))
            absolute.append(reference)
            guard isWeb else {
                output += absolute
                return true
            }
            let start = absolute.span.indexAfterSlashes(from: scheme.count + 1)
            return appendAbsolute(absolute.span, scheme: 0..<scheme.count, authorityStart: start, to: &output)
        }
        var rest = known
        if let authority {
            // A web base may have one slash before its host, or three: the result has two, or it would be relative.
            rest = URLComponents(base, from: authority.end)
            output.append(authority.isSecure ? "https://" : "http://")
            let start = authority.userinfo?.lowerBound ?? authority.host.lowerBound
            output.appendEncoded(base.extracting(start..<authority.end))
        } else {
            output.appendEncoded(base.extracting(..<rest.path.lowerBound))
        }
        appendTarget(URLComponents(reference, from: 0), of: reference, against: rest, of: base, to: &output)
        return true
    }

    /// Appends path, query and fragment of a reference that has neither scheme nor host.
    private static func appendTarget(
        _ target: URLComponents, of reference: Span<UInt8>, against known: URLComponents,
        of base: Span<UInt8>,
        to output: inout [UInt8]
    ) {
        if target.path.isEmpty {
            output.appendEncoded(pathWithoutDots(base, known.path).span)
            if target.query == nil { output.appendTail(of: base, query: known.query, fragment: nil) }
        } else if reference[0] == UInt8(ascii: "/") {
            output.appendEncoded(pathWithoutDots(reference, target.path).span)
        } else {
            var merged: [UInt8] = []
            merged.append(base.extracting(known.path))
            let directory = merged.lastIndex(of: UInt8(ascii: "/")) ?? -1
            merged.removeSubrange((directory + 1)...)
            merged.append(reference.extracting(target.path))
            output.appendEncoded(pathWithoutDots(merged.span, 0..<merged.count).span)
        }
        output.appendTail(of: reference, query: target.query, fragment: target.fragment)
    }

    /// A path without `.` and `..` (RFC 3986 5.2.4); it always begins with a slash.
    static func pathWithoutDots(_ text: Span<UInt8>, _ path: Range<Int>) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(path.count + 1)
        var start = path.lowerBound
        if start < path.upperBound, text[start] == UInt8(ascii: "/") { start += 1 }
        while true {
            var end = start
            while end < path.upperBound, text[end] != UInt8(ascii: "/") { end += 1 }
            let isLast = end == path.upperBound
            switch text.extracting(start..<end) {
            case let segment where segment.equalsLowercased("."):
                if isLast { output.append(UInt8(ascii: "/")) }
            case let segment where segment.equalsLowercased(".."):
                output.removeSubrange((output.lastIndex(of: UInt8(ascii: "/")) ?? 0)...)
                if isLast { output.append(UInt8(ascii: "/")) }
            case let segment:
                output.append(UInt8(ascii: "/"))
                output.append(segment)
            }
            if isLast { return output }
            start = end + 1
        }
    }
}

extension [UInt8] {
    /// Appends part of a URL with blanks, controls, quotes and angle brackets percent-encoded, and, on the wire,
    /// everything beyond ASCII.
    mutating func appendEncoded(_ text: Span<UInt8>, keepingUTF8: Bool = true) {
        reserve(forAppending: text.count)
        for index in text.indices {
            switch text[index] {
            case 0x00...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"):
                appendPercent(text[index])
            case 0x80... where !keepingUTF8: appendPercent(text[index])
            case let byte: append(byte)
            }
        }
    }

    /// Appends `%XX` in upper case (RFC 3986 2.1).
    mutating func appendPercent(_ byte: UInt8) {
        append(UInt8(ascii: "%"))
        for digit in [byte >> 4, byte & 15] { append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
    }

    fileprivate mutating func appendTail(of text: Span<UInt8>, query: Range<Int>?, fragment: Range<Int>?) {
        if let query {
            append(UInt8(ascii: "?"))
            appendEncoded(text.extracting(query))
        }
        if let fragment {
            append(UInt8(ascii: "#"))
            appendEncoded(text.extracting(fragment))
        }
    }
}

extension Span<UInt8> {
    fileprivate func indexAfterSlashes(from start: Int) -> Int {
        var index = start
        while index < count, self[index] == UInt8(ascii: "/") { index += 1 }
        return index
    }

    /// Whether the bytes, A to Z as a to z, are this word in ASCII.
    func equalsLowercased(_ word: String) -> Bool {
        guard count == word.utf8.count else { return false }
        for (index, byte) in word.utf8.enumerated() where self[index].lowercasedASCII != byte { return false }
        return true
    }

    /// Whether the bytes, A to Z as a to z, begin with this word in ASCII.
    func hasLowercasedPrefix(_ word: String) -> Bool {
        count >= word.utf8.count && extracting(..<word.utf8.count).equalsLowercased(word)
    }

    fileprivate func equalsLowercased(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index].lowercasedASCII != other[index].lowercasedASCII {
            return false
        }
        return true
    }
}
