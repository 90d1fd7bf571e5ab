import Articles

/// One pass over the bytes before libxml2: makes well-formed what real feeds get wrong.
///
/// libxml2's own recovery keeps 996 of 1,922 items of ill-formed real feeds; after this pass all of them are read.
/// It copies only around what it changes: comments, instructions and the DOCTYPE are left out, control characters
/// dropped, entities of HTML resolved, stray `&` and `<` escaped, tags and their nesting put right. What comes out is
/// handed on in pieces, so that no second copy of a document is in memory.
struct Prefilter {
    /// What has come out since the last `next`; a tag that is being read may take some of it back.
    private var output: [UInt8] = []
    /// What was wrong, each kind once with how often.
    private(set) var repairs = RepairLog()
    /// True when the text ended before its root element did.
    private(set) var isTruncated = false
    /// True when all that is missing is the end of `rss` behind a whole channel: publishers forget it, and no item
    /// can have been lost with it.
    var lacksOnlyRootEnd: Bool {
        guard let channelEnd, open.count == 1, input[open[0]].elementsEqual("rss".utf8) else { return false }
        return "</rss".utf8.starts(with: input[channelEnd...].filter { $0 > 0x20 })
    }
    /// Set when elements nest deeper than `Limits.documentDepth`.
    private(set) var isTooDeep = false

    let input: [UInt8]
    /// Begin of the input that is not yet copied.
    private var clean: Int
    /// Names of the open elements.
    private var open: [Range<Int>] = []
    private var hasRoot = false
    /// False once it is known that no `?>` comes any more.
    private var hasInstructionEnds = true
    /// Where the last channel directly below the root ended.
    private var channelEnd: Int?
    private var entities: [[UInt8]: [UInt8]] = [:]
    /// Bytes that declared entities may still add: 3 bytes of reference can stand for a kilobyte.
    private var entityBudget = 1 << 20

    /// Where in the input reading goes on.
    private var position: Int
    /// Where in the input the text broke off, when it did.
    private(set) var end: Int
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

// MARK: Tags

extension Prefilter {
    private mutating func passStartTag(at index: Int) -> Int {
        let nameEnd = endOfName(from: index + 1)
        let name = index + 1..<nameEnd
        guard nameEnd < input.count else { return cut(at: index) }
        guard
            input[nameEnd].isXMLBlank || input[nameEnd] == UInt8(ascii: ">")
                || input[nameEnd] == UInt8(ascii: "/")
        else {
            replace(index..<index + 1, by: "&lt;")
            repairs.note(.strayMarkup, at: index)
            return index + 1
        }
        closeUnfinishedItem(before: index, name)
        guard open.count < Limits.documentDepth else {
            isTooDeep = true
            end = index
            return input.count
        }
        hasRoot = true
        // The tag may turn out to be too long: what was changed in it is then taken back.
        let mark = (output.count, clean, repairs)
        var tag = TagScan(index: nameEnd, limit: min(index + Limits.tagBytes, input.count))
        let ending = passAttributes(&tag)
        if ending == .tooLong {
            output.removeSubrange(mark.0...)
            (clean, repairs) = (mark.1, mark.2)
            guard let close = firstIndex(of: ">", from: nameEnd) else { return cut(at: index) }
            repairs.note(.tagTooLong, at: index)
            let isEmpty = input[close - 1] == UInt8(ascii: "/")
            replace(nameEnd..<(isEmpty ? close - 1 : close), by: "")
            if !isEmpty { open.append(name) }
            return close + 1
        }
        if ending == .cut { return cut(at: index) }
        if ending == .open { open.append(name) }
        return tag.index
    }

    private mutating func passEndTag(at index: Int) -> Int {
        let nameEnd = endOfName(from: index + 2)
        let name = index + 2..<nameEnd
        guard let close = firstIndex(of: ">", from: nameEnd) else { return cut(at: index) }
        let end = close + 1
        if let last = open.last, isSame(last, name), close == nameEnd {
            open.removeLast()
            if open.count == 1, input[name].elementsEqual("channel".utf8) { channelEnd = end }
            return end
        }
        guard let depth = open.lastIndex(where: { isSame($0, name, foldingCase: true) }) else {
            repairs.note(.nesting, at: index)
            return drop(index, to: end)
        }
        if depth < open.count - 1 || !isSame(open[depth], name) { repairs.note(.nesting, at: index) }
        flush(to: index)
        closeElements(downTo: depth)
        clean = end
        return end
    }

    /// An item in an item: the end tag of the first was forgotten.
    private mutating func closeUnfinishedItem(before index: Int, _ name: Range<Int>) {
        guard input[name].elementsEqual("item".utf8) || input[name].elementsEqual("entry".utf8),
            let depth = open.lastIndex(where: { isSame($0, name) }),
            // Inside an element of some extension an item may be quoted (sx:conflict of FeedSync).
            !open[depth...].contains(where: { input[$0].contains(UInt8(ascii: ":")) })
        else { return }
        repairs.note(.nesting, at: index)
        flush(to: index)
        closeElements(downTo: depth)
    }

    private mutating func closeElements(downTo depth: Int) {
        while open.count > depth {
            output.append(contentsOf: [UInt8(ascii: "<"), UInt8(ascii: "/")])
            output.append(contentsOf: input[open.removeLast()])
            output.append(UInt8(ascii: ">"))
        }
    }

    private enum TagEnding { case open, empty, cut, tooLong }

    /// Where the scan of a tag stands.
    private struct TagScan {
        var index: Int
        let limit: Int
        var names: [Range<Int>] = []
        /// Attributes that are kept; more are dropped, because libxml2 compares each with each.
        static let mostAttributes = 256
    }

    private mutating func passAttributes(_ tag: inout TagScan) -> TagEnding {
        while true {
            let before = tag.index
            skipBlank(&tag)
            guard tag.index < tag.limit else { return tag.limit == input.count ? .cut : .tooLong }
            switch input[tag.index] {
            case UInt8(ascii: ">"):
                tag.index += 1
                return .open
            case UInt8(ascii: "/"):
                if tag.index + 1 < input.count, input[tag.index + 1] == UInt8(ascii: ">") {
                    tag.index += 2
                    return .empty
                }
                removeFromTag(tag.index..<tag.index + 1)
                tag.index += 1
            case UInt8(ascii: "<"):
                // The tag was never closed: `<b <i>`.
                insert(">", at: tag.index)
                repairs.note(.attribute, at: tag.index)
                return .open
            case let byte where XMLByte.startsName(byte):
                if tag.index == before {
                    insert(" ", at: tag.index)
                    repairs.note(.attribute, at: tag.index)
                }
                if let ending = passAttribute(&tag) { return ending }
            default:
                removeFromTag(tag.index..<tag.index + 1)
                tag.index += 1
            }
        }
    }

    /// Passes one attribute; not nil when the tag ends in it.
    private mutating func passAttribute(_ tag: inout TagScan) -> TagEnding? {
        let start = tag.index
        tag.index = min(endOfName(from: start), tag.limit)
        let name = start..<tag.index
        let isRepeated = tag.names.contains { isSame($0, name) } || tag.names.count >= TagScan.mostAttributes
        let mark = (output.count, clean)
        if !isRepeated { tag.names.append(name) }
        skipBlank(&tag)
        if tag.index < tag.limit, input[tag.index] == UInt8(ascii: "=") {
            tag.index += 1
            skipBlank(&tag)
            passValue(&tag)
        } else {
            insert("=\"\"", at: name.upperBound)
            repairs.note(.attribute, at: start)
        }
        guard tag.index < tag.limit || tag.limit == input.count else { return .tooLong }
        guard tag.index < input.count else { return .cut }
        if isRepeated {
            output.removeSubrange(mark.0...)
            clean = mark.1
            flush(to: start)
            clean = tag.index
            repairs.note(.attribute, at: start)
        }
        return nil
    }

    private mutating func passValue(_ tag: inout TagScan) {
        guard tag.index < tag.limit else { return }
        let quote = input[tag.index]
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        if isQuoted {
            tag.index += 1
        } else {
            insert("\"", at: tag.index)
            repairs.note(.attribute, at: tag.index)
        }
        while tag.index < tag.limit {
            let byte = input[tag.index]
            if isQuoted ? byte == quote : byte.isXMLBlank || byte == UInt8(ascii: ">") { break }
            switch byte {
            case UInt8(ascii: "&"): tag.index = passReference(at: tag.index)
            case _ where byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"") && !isQuoted:
                replace(tag.index..<tag.index + 1, by: byte == UInt8(ascii: "<") ? "&lt;" : "&quot;")
                repairs.note(.attribute, at: tag.index)
                tag.index += 1
            default:
                if XMLByte.isForbidden(byte) { removeFromTag(tag.index..<tag.index + 1) }
                tag.index += 1
            }
        }
        if isQuoted { tag.index += 1 } else { insert("\"", at: min(tag.index, tag.limit)) }
    }

    private func skipBlank(_ tag: inout TagScan) {
        while tag.index < tag.limit, input[tag.index].isXMLBlank { tag.index += 1 }
    }

    private mutating func removeFromTag(_ range: Range<Int>) {
        replace(range, by: "")
        repairs.note(.attribute, at: range.lowerBound)
    }

    private func endOfName(from start: Int) -> Int {
        let text = input.span
        var index = start
        while index < text.count, XMLByte.continuesName(text[index]) { index += 1 }
        return index
    }

    private func isSame(_ left: Range<Int>, _ right: Range<Int>, foldingCase: Bool = false) -> Bool {
        guard left.count == right.count else { return false }
        for offset in 0..<left.count {
            let (one, other) = (input[left.lowerBound + offset], input[right.lowerBound + offset])
            guard one == other || foldingCase && one.asciiLowercased == other.asciiLowercased else {
                return false
            }
        }
        return true
    }
}

// MARK: References

extension Prefilter {
    /// Passes `&` and what it begins; a name is never expanded without its semicolon.
    private mutating func passReference(at index: Int) -> Int {
        let limit = min(index + 64, input.count)
        var end = index + 1
        while end < limit, XMLByte.continuesName(input[end]) || input[end] == UInt8(ascii: "#") { end += 1 }
        guard end < limit, input[end] == UInt8(ascii: ";"), end > index + 1 else {
            return escapeAmpersand(at: index)
        }
        let name = input[index + 1..<end]
        if name.first == UInt8(ascii: "#") { return passNumber(name.dropFirst(), from: index, to: end + 1) }
        if Self.predefined.contains(where: { name.elementsEqual($0) }) { return end + 1 }
        if let value = entities[Array(name)], value.count <= entityBudget {
            entityBudget -= value.count
            flush(to: index)
            output.append(contentsOf: value)
            clean = end + 1
        } else if let scalar = EntityNames.scalar(name) {
            replace(index..<end + 1, by: scalar)
            repairs.note(.entity, at: index)
        } else {
            return escapeAmpersand(at: index)
        }
        return end + 1
    }

    private mutating func passNumber(_ digits: ArraySlice<UInt8>, from start: Int, to end: Int) -> Int {
        let isHexadecimal = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
        var value: UInt32 = 0
        let number = isHexadecimal ? digits.dropFirst() : digits
        guard !number.isEmpty else { return escapeAmpersand(at: start) }
        for byte in number {
            guard let digit = byte.hexadecimalDigit, isHexadecimal || digit < 10 else {
                return escapeAmpersand(at: start)
            }
            value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x110000)
        }
        let isCharacter = value >= 0x20 && value != 0xFFFE && value != 0xFFFF || [9, 10, 13].contains(value)
        let scalar = isCharacter ? Unicode.Scalar(EntityNames.repairedC1(value)) : nil
        if let scalar, scalar.value == value, digits.first != UInt8(ascii: "X") { return end }
        replace(start..<end, by: scalar ?? "\u{FFFD}")
        // A reference to a C1 control is well-formed: what it means is all that changes.
        if scalar == nil || scalar?.value == value { repairs.note(.characterReference, at: start) }
        return end
    }

    private mutating func escapeAmpersand(at index: Int) -> Int {
        replace(index..<index + 1, by: "&amp;")
        repairs.note(.strayAmpersand, at: index)
        return index + 1
    }

    private static let predefined: [[UInt8]] = ["amp", "lt", "gt", "quot", "apos"].map { Array($0.utf8) }
}

// MARK: Copying

extension Prefilter {
    /// Copies what is good before `index`.
    private mutating func flush(to index: Int) {
        if clean < index { output.append(contentsOf: input[clean..<index]) }
        clean = max(clean, index)
    }

    private mutating func replace(_ range: Range<Int>, by text: StaticString) {
        flush(to: range.lowerBound)
        output.append(text)
        clean = range.upperBound
    }

    private mutating func replace(_ range: Range<Int>, by scalar: Unicode.Scalar) {
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

    private mutating func insert(_ text: StaticString, at index: Int) { replace(index..<index, by: text) }

    /// Leaves out the bytes from `start` to `end`; nil when what begins there never ends.
    private mutating func drop(_ start: Int, to end: Int?) -> Int {
        guard let end else { return cut(at: start) }
        flush(to: start)
        clean = end
        return end
    }

    /// Something begins at `index` and the text ends in it.
    private mutating func cut(at index: Int) -> Int {
        flush(to: index)
        end = index
        clean = input.count
        isTruncated = true
        return input.count
    }

    private func matches(_ pattern: StaticString, at index: Int) -> Bool {
        guard index + pattern.utf8CodeUnitCount <= input.count else { return false }
        return pattern.withUTF8Buffer { bytes in
            for offset in 0..<bytes.count where unsafe input[index + offset] != bytes[offset] { return false }
            return true
        }
    }

    private func firstIndex(of pattern: StaticString, from start: Int) -> Int? {
        var index = start
        while index + pattern.utf8CodeUnitCount <= input.count {
            if matches(pattern, at: index) { return index }
            index += 1
        }
        return nil
    }
}
