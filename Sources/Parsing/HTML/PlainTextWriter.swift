import Articles

/// Plain text by block structure: white space collapsed, paragraphs separated by a blank line, cells by a tab.
///
/// A break is only remembered, and written before the next letter; so none stands at the beginning or the end.
struct PlainTextWriter: ~Copyable {
    /// What separates two stretches of text; the stronger one wins.
    enum Break: UInt8, Comparable {
        case none, blank, tab, line, paragraph

        static func < (left: Break, right: Break) -> Bool { left.rawValue < right.rawValue }
    }

    private(set) var bytes = ByteBuffer()
    private var pending = Break.none
    private var isSingleLine = false
    /// Inside of pre, where white space is meant.
    private(set) var isPreformatted = false
    /// A line break right after `<pre>` is not part of the text.
    private var skipsLineBreak = false

    /// Begins a new text.
    mutating func begin(singleLine: Bool) {
        bytes.removeAll()
        pending = .none
        isSingleLine = singleLine
        isPreformatted = false
        skipsLineBreak = false
    }

    /// Ends the text; white space that pre left at its end goes.
    mutating func finish() {
        while let last = bytes.last, last.isHTMLSpace { bytes.removeAll(behind: bytes.count - 1) }
    }

    /// Asks for a break before the next letter.
    @inline(__always)
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

    /// Appends words that are separated by single blanks; one may stand before them and one behind.
    @inline(__always)
    mutating func write(words source: Span<UInt8>, _ range: Range<Int>) {
        var (start, end) = (range.lowerBound, range.upperBound)
        if source[start] == 0x20 {
            separate(.blank)
            start += 1
        }
        guard start < end else { return }
        let endsBlank = source[end - 1] == 0x20
        if endsBlank { end -= 1 }
        writeBreak()
        bytes.append(source, start..<end)
        if endsBlank { pending = .blank }
    }

    /// Appends letters and blanks of which each is meant.
    mutating func write(preformatted source: Span<UInt8>, _ range: Range<Int>) {
        skipsLineBreak = false
        writeBreak()
        bytes.append(source, range)
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
            skipsLineBreak = false
            writeBreak()
            bytes.append(scalar: scalar)
        }
    }
}

extension PlainTextWriter {
    private mutating func write(preformatted byte: UInt8) {
        defer { skipsLineBreak = skipsLineBreak && byte == 0x0D }
        switch byte {
        case 0x0D: return
        case 0x0A where skipsLineBreak || bytes.isEmpty: return
        default:
            writeBreak()
            bytes.append(byte)
        }
    }

    @inline(__always)
    private mutating func writeBreak() {
        if pending != .none { writePendingBreak() }
    }

    @inline(never)
    private mutating func writePendingBreak() {
        defer { pending = .none }
        guard !bytes.isEmpty else { return }
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
        if bytes.last == 0x0A {
            if wanted == 2, bytes.last(before: bytes.count - 1) != 0x0A { bytes.append(0x0A) }
        } else {
            for _ in 0..<wanted { bytes.append(0x0A) }
        }
    }
}
