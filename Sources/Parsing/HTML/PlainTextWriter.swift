import Articles

/// Plain text by block structure: white space collapsed, paragraphs separated by a blank line, cells by a tab.
///
/// A break is only remembered, and written before the next letter; so none stands at the beginning or the end.
struct PlainTextWriter {
    /// What separates two stretches of text; the stronger one wins.
    enum Break: UInt8, Comparable {
        case none, blank, tab, line, paragraph

        static func < (left: Break, right: Break) -> Bool { left.rawValue < right.rawValue }
    }

    /// The text; what stood in it before `begin` is left alone.
    var bytes: [UInt8] = []
    private var start = 0
    private var pending = Break.none
    private var isSingleLine = false
    /// Inside of pre, where white space is meant.
    private var isPreformatted = false
    /// A line break right after `<pre>` is not part of the text.
    private var skipsLineBreak = false

    /// Begins a new text behind what `bytes` holds.
    mutating func begin(singleLine: Bool) {
        start = bytes.count
        pending = .none
        isSingleLine = singleLine
        isPreformatted = false
        skipsLineBreak = false
    }

    /// Ends the text; white space that pre left at its end goes.
    mutating func finish() {
        while bytes.count > start, let last = bytes.last, last.isHTMLSpace { bytes.removeLast() }
    }

    /// Asks for a break before the next letter.
    mutating func separate(_ strength: Break) {
        if strength > pending { pending = strength }
    }

    /// Asks for a new line, and for a blank one where a new line is asked for already: `<br><br>`.
    mutating func breakLine() {
        if isPreformatted {
            write(preformatted: UInt8(ascii: "\n"))
        } else {
            pending = pending >= .line ? .paragraph : .line
        }
    }

    /// Begins or ends text whose white space is meant.
    mutating func setPreformatted(_ value: Bool) {
        isPreformatted = value && !isSingleLine
        skipsLineBreak = isPreformatted
    }

    /// Appends text as it stands in the source.
    mutating func write(_ source: Span<UInt8>, _ range: Range<Int>) {
        guard isPreformatted else {
            writeCollapsed(source, range)
            return
        }
        var index = range.lowerBound
        while index < range.upperBound {
            // A no-break space is a blank, whether it is written out or as a reference.
            let isNoBreakSpace = source.lengthOfBlank(at: index, before: range.upperBound) == 2
            write(preformatted: isNoBreakSpace ? 0x20 : source[index])
            index += isNoBreakSpace ? 2 : 1
        }
    }

    /// Appends one character.
    mutating func write(scalar: UInt32) {
        switch scalar {
        case 0x09, 0x0A, 0x0C, 0x0D, 0x20:
            if isPreformatted {
                write(preformatted: UInt8(truncatingIfNeeded: scalar))
            } else {
                separate(.blank)
            }
        case 0xA0:
            if isPreformatted { write(preformatted: 0x20) } else { separate(.blank) }
        default:
            writeBreak()
            bytes.append(scalar: scalar)
        }
    }
}

extension PlainTextWriter {
    private mutating func writeCollapsed(_ source: Span<UInt8>, _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let length = source.lengthOfBlank(at: index, before: range.upperBound)
            if length > 0 {
                separate(.blank)
                index += length
                continue
            }
            let end = source.endOfWords(from: index, before: range.upperBound)
            writeBreak()
            bytes.append(source, index..<end)
            index = end
        }
    }

    private mutating func write(preformatted byte: UInt8) {
        defer { skipsLineBreak = skipsLineBreak && byte == 0x0D }
        switch byte {
        case 0x0D: return
        case 0x0A where skipsLineBreak: return
        default:
            writeBreak()
            bytes.append(byte)
        }
    }

    private mutating func writeBreak() {
        guard pending != .none else { return }
        defer { pending = .none }
        guard bytes.count > start else { return }
        if isSingleLine {
            bytes.append(0x20)
            return
        }
        switch pending {
        case .none: break
        case .blank: bytes.append(0x20)
        case .tab: bytes.append(0x09)
        case .line: writeLineBreaks(1)
        case .paragraph: writeLineBreaks(2)
        }
    }

    /// Pre may have written some of them already.
    private mutating func writeLineBreaks(_ wanted: Int) {
        var missing = wanted
        for byte in bytes[start...].suffix(wanted).reversed() {
            guard byte == 0x0A else { break }
            missing -= 1
        }
        for _ in 0..<missing { bytes.append(0x0A) }
    }
}

extension Span<UInt8> {
    /// Bytes of one blank character at `index`: white space, or a no-break space; 0 when it is none.
    @inline(__always)
    fileprivate func lengthOfBlank(at index: Int, before end: Int) -> Int {
        let byte = self[index]
        if byte <= 0x20 { return byte.isHTMLSpace ? 1 : 0 }
        return byte == 0xC2 && index + 1 < end && self[index + 1] == 0xA0 ? 2 : 0
    }

    /// The end of the words from `start` on that are separated by single blanks and can be copied as they are.
    @inline(__always)
    fileprivate func endOfWords(from start: Int, before end: Int) -> Int {
        var index = start + 1
        while index < end {
            let byte = self[index]
            if byte == 0x20 {
                // A blank is copied only between two letters.
                guard index + 1 < end, self[index + 1] > 0x20, self[index + 1] != 0xC2 else { return index }
                index += 2
            } else if byte > 0x20 && byte != 0xC2 {
                index += 1
            } else if lengthOfBlank(at: index, before: end) > 0 {
                return index
            } else {
                index += 1
            }
        }
        return index
    }
}
