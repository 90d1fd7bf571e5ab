import Articles

/// Tags: their names, their attributes and how they nest.
extension Prefilter {
    mutating func passStartTag(at index: Int) -> Int {
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

    mutating func passEndTag(at index: Int) -> Int {
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

    mutating func closeElements(downTo depth: Int) {
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
