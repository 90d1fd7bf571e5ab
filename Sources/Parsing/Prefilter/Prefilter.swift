import Articles

/// One pass over the bytes before libxml2: makes well-formed what real feeds get wrong.
///
/// libxml2's own recovery keeps 996 of 1,922 items of ill-formed real feeds; after this pass all of them are read.
/// It copies only around what it changes: comments, instructions and the DOCTYPE are left out, control characters
/// dropped, entities of HTML resolved, stray `&` and `<` escaped, tags and their nesting put right. What comes out is
/// handed on in pieces, so that no second copy of a document is in memory.
struct Prefilter {
    /// What has come out since the last `next`; a tag that is being read may take some of it back.
    var output: [UInt8] = []
    /// What was wrong, each kind once with how often.
    var repairs = RepairLog()
    /// True when the text ended before its root element did.
    var isTruncated = false
    /// True when all that is missing is the end of `rss` behind a whole channel: publishers forget it, and no item
    /// can have been lost with it.
    var lacksOnlyRootEnd: Bool {
        guard let channelEnd, open.count == 1, input[open[0]].elementsEqual("rss".utf8) else { return false }
        return "</rss".utf8.starts(with: input[channelEnd...].filter { $0 > 0x20 })
    }
    /// Set when elements nest deeper than `Limits.documentDepth`.
    var isTooDeep = false

    let input: [UInt8]
    /// Begin of the input that is not yet copied.
    var clean: Int
    /// Names of the open elements.
    var open: [Range<Int>] = []
    var hasRoot = false
    /// False once it is known that no `?>` comes any more.
    private var hasInstructionEnds = true
    /// Where the last channel directly below the root ended.
    var channelEnd: Int?
    var entities: [[UInt8]: [UInt8]] = [:]
    /// Bytes that declared entities may still add: 3 bytes of reference can stand for a kilobyte.
    var entityBudget = 1 << 20

    /// Where in the input reading goes on.
    private var position: Int
    /// Where in the input the text broke off, when it did.
    var end: Int
    /// Bytes that came out before `output`.
    private var produced = 0

    /// Bytes of a piece; one that holds a long section of CDATA is longer, because none is cut.
    private static let pieceBytes = 64 << 10

    /// Filters `text` from the offset at which the feed begins.
    init(_ text: [UInt8], from start: Int) {
        end = text.count
        input = text
        (clean, position) = (start, start)
    }

    /// Where in `text` the byte at `offset` of what comes out was read: reads it again up to there.
    static func origin(of offset: Int, in text: [UInt8], from start: Int) -> Int {
        var filter = Prefilter(text, from: start)
        while filter.readOn(upTo: min(offset - filter.produced, pieceBytes)) {
            let excess = filter.produced + filter.pending - offset
            guard excess <= 0 else { return max(start, filter.position - excess) }
            filter.handOn()
        }
        return max(start, filter.end)
    }

    /// The next piece of what comes out; nil at the end, when all that is said of the text is final.
    mutating func next() -> [UInt8]? {
        handOn()
        let hasMore = readOn(upTo: Self.pieceBytes)
        guard !isTooDeep else { return nil }
        flush(to: position)
        return hasMore || !output.isEmpty ? output : nil
    }

    /// Bytes that have come out since the last piece.
    private var pending: Int { output.count + max(0, position - clean) }

    private mutating func handOn() {
        flush(to: position)
        produced += output.count
        output.removeAll(keepingCapacity: true)
    }

    /// Reads on until more than `wanted` bytes have come out since the last piece; false when there is no more.
    private mutating func readOn(upTo wanted: Int) -> Bool {
        // Repairs lengthen a text: a page of nothing but `&` to its fivefold. No honest document doubles.
        let budget = input.count * 2 + (1 << 16)
        while position < input.count, !isTooDeep {
            guard produced + output.count < budget else {
                isTruncated = true
                end = position
                flush(to: position)
                (clean, position) = (input.count, input.count)
                break
            }
            guard pending <= wanted else { return true }
            if hasRoot, open.isEmpty {
                position = skipAfterRoot(from: position)
            } else {
                position = endOfPlainText(from: position)
                if position < input.count { position = passSpecial(at: position) }
            }
        }
        isTruncated = isTruncated || !open.isEmpty || !hasRoot
        return false
    }

    private func endOfPlainText(from start: Int) -> Int {
        let text = input.span
        var index = start
        while index < text.count, XMLByte.isPlainText(text[index]) { index += 1 }
        return index
    }

    /// Handles the byte that is not plain text and returns the index to go on from.
    private mutating func passSpecial(at index: Int) -> Int {
        switch input[index] {
        case UInt8(ascii: "<"): return passMarkup(at: index)
        case UInt8(ascii: "&"): return passReference(at: index)
        case UInt8(ascii: "]"):
            if matches("]]>", at: index) {
                replace(index + 2..<index + 3, by: "&gt;")
                repairs.note(.strayMarkup, at: index)
                return index + 3
            }
            return index + 1
        default:
            replace(index..<index + 1, by: "")
            repairs.note(.controlCharacter, at: index)
            return index + 1
        }
    }

    private mutating func passMarkup(at index: Int) -> Int {
        let next = index + 1 < input.count ? input[index + 1] : 0
        if XMLByte.startsName(next) { return passStartTag(at: index) }
        switch next {
        case UInt8(ascii: "/"): return passEndTag(at: index)
        case UInt8(ascii: "!"): return passDeclaration(at: index)
        case UInt8(ascii: "?"):
            return drop(index, to: endOfInstruction(from: index + 2))
        default:
            guard !open.isEmpty else { return drop(index, to: index + 1) }
            replace(index..<index + 1, by: "&lt;")
            repairs.note(.strayMarkup, at: index)
            return index + 1
        }
    }

    private mutating func passDeclaration(at index: Int) -> Int {
        if matches("<![CDATA[", at: index) { return passCDATA(at: index) }
        if matches("<!--", at: index) {
            let end = firstIndex(of: "-->", from: index + 4)
            if let end, let dashes = firstIndex(of: "--", from: index + 4), dashes < end {
                repairs.note(.comment, at: index)
            }
            return drop(index, to: end.map { $0 + 3 })
        }
        if open.isEmpty {
            let declaration = DocumentType(input, at: index)
            entities.merge(declaration.entities) { first, _ in first }
            return drop(index, to: declaration.end)
        }
        repairs.note(.strayMarkup, at: index)
        return drop(index, to: firstIndex(of: ">", from: index).map { $0 + 1 })
    }

    private mutating func passCDATA(at index: Int) -> Int {
        guard !open.isEmpty else { return drop(index, to: index + 9) }
        guard let end = endOfCDATA(from: index + 9) else { return cut(at: index) }
        var offset = input.span.firstControl(from: index + 9, before: end)
        while offset < end {
            if XMLByte.isForbidden(input[offset]) {
                replace(offset..<offset + 1, by: "")
                repairs.note(.controlCharacter, at: offset)
            }
            offset = input.span.firstControl(from: offset + 1, before: end)
        }
        return end + 3
    }

    /// After `?>`; where no more of these come, after `>`.
    private mutating func endOfInstruction(from start: Int) -> Int? {
        if hasInstructionEnds, let end = firstIndex(of: "?>", from: start) { return end + 2 }
        // It is looked for once: a page of `<?x>` would be read to its end for each.
        hasInstructionEnds = false
        return firstIndex(of: ">", from: start).map { $0 + 1 }
    }

    private func endOfCDATA(from start: Int) -> Int? {
        var index = start
        while index < input.count {
            index = input.span.firstIndex(of: UInt8(ascii: "]"), from: index)
            if matches("]]>", at: index) { return index }
            index += 1
        }
        return nil
    }

    /// After the root only comments and instructions may come; a blank line or junk is left out.
    private mutating func skipAfterRoot(from index: Int) -> Int {
        flush(to: index)
        var rest = index
        while rest < input.count {
            if input[rest].isXMLBlank {
                rest += 1
            } else if matches("<!--", at: rest), let end = firstIndex(of: "-->", from: rest + 4) {
                rest = end + 3
            } else if matches("<?", at: rest), let end = firstIndex(of: "?>", from: rest + 2) {
                rest = end + 2
            } else {
                repairs.note(.trailingJunk, at: rest)
                break
            }
        }
        clean = input.count
        return input.count
    }
}

// MARK: Copying

extension Prefilter {
    /// Copies what is good before `index`.
    mutating func flush(to index: Int) {
        if clean < index { output.append(contentsOf: input[clean..<index]) }
        clean = max(clean, index)
    }

    mutating func replace(_ range: Range<Int>, by text: StaticString) {
        flush(to: range.lowerBound)
        output.append(text)
        clean = range.upperBound
    }

    mutating func replace(_ range: Range<Int>, by scalar: Unicode.Scalar) {
        flush(to: range.lowerBound)
        // A character that means something to XML stays a reference.
        if ["<", "&", ">", "\"", "'"].contains(scalar) {
            output.append("&#")
            output.append(contentsOf: String(scalar.value).utf8)
            output.append(UInt8(ascii: ";"))
        } else {
            output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        clean = range.upperBound
    }

    mutating func insert(_ text: StaticString, at index: Int) { replace(index..<index, by: text) }

    /// Leaves out the bytes from `start` to `end`; nil when what begins there never ends.
    mutating func drop(_ start: Int, to end: Int?) -> Int {
        guard let end else { return cut(at: start) }
        flush(to: start)
        clean = end
        return end
    }

    /// Something begins at `index` and the text ends in it.
    mutating func cut(at index: Int) -> Int {
        flush(to: index)
        end = index
        clean = input.count
        isTruncated = true
        return input.count
    }

    func matches(_ pattern: StaticString, at index: Int) -> Bool {
        guard index + pattern.utf8CodeUnitCount <= input.count else { return false }
        return pattern.withUTF8Buffer { bytes in
            for offset in 0..<bytes.count where unsafe input[index + offset] != bytes[offset] { return false }
            return true
        }
    }

    func firstIndex(of pattern: StaticString, from start: Int) -> Int? {
        var index = start
        while index + pattern.utf8CodeUnitCount <= input.count {
            if matches(pattern, at: index) { return index }
            index += 1
        }
        return nil
    }
}
