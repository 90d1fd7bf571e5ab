import Articles

/// What tags do: which elements they open and close (WHATWG HTML 13.2.6.4.7 and on, as far as text depends on it).
extension HTMLCleaner {
    /// Acts on the start tag just read and returns where reading goes on: behind raw text, else at `end`.
    mutating func readStartTag(_ source: Span<UInt8>, end: Int, base: Span<UInt8>) -> Int {
        var element = tag.element
        if open.space == .foreign {
            guard endsForeignContent(element) else {
                openForeign(element, source)
                return end
            }
            closeForeignContent()
        }
        if overflow.depth > 0, !continuesOverflow(element) {
            let isForeign = overflow.element == .svg || overflow.element == .math
            return element.traits.contains(.rawText) && !isForeign
                ? HTMLSkipping.rawText(source, from: end, of: element) : end
        }
        if element == .image { element = .img }
        let traits = element.traits
        if traits.contains(.rawText) {
            if element == .textarea { closeSelect() }
            return HTMLSkipping.rawText(source, from: end, of: element)
        }
        if traits.contains(.void) {
            writeVoid(element, source, base: base)
        } else if traits.contains(.tablePart) {
            openTablePart(element, source, base: base)
        } else {
            openOrdinary(element, source, base: base)
        }
        return end
    }

    /// Acts on an end tag.
    mutating func readEndTag(_ element: HTMLElement) {
        if open.space != .html, readEndOfForeign(element) { return }
        if overflow.depth > 0 {
            if element == overflow.element { overflow.depth -= 1 }
            return
        }
        switch element {
        // Of svg and math, and what HTML begins again in, only the rules of svg and math see the ends.
        case .unknown, .breakout, .font, .input, .image, .svg, .math, .annotationXML, .desc, .foreignObject,
            .mi, .mn, .mo, .ms, .mtext:
            break
        case .br: writeLineBreak()
        case .p: readEndOfParagraph()
        case .form: if open.top == .form { close(downTo: open.count - 1) }
        case .select: closeSelect()
        case .table: close(open.newest(.table), ifAbove: open.newest(.template))
        case .h1, .h2, .h3, .h4, .h5, .h6: close(open.newestHeading, ifAbove: open.innermostBarrier)
        case .li:
            close(open.newest(.li), ifAbove: max(open.innermostBarrier, open.newest(.ul), open.newest(.ol)))
        default: readOrdinaryEnd(element)
        }
    }

    /// Closes the innermost elements until `count` are left, writing their end tags.
    mutating func close(downTo count: Int) {
        while open.count > count, let entry = open.pop() {
            steps += 1
            if entry.isWritten { html.append(markup.end(of: entry.element)) }
            guard isVisible, entry.space == .html else { continue }
            separate(around: entry.element)
            if entry.element.isPreformatted, max(open.newest(.pre), open.newest(.listing)) < 0 {
                text.setPreformatted(false)
            }
        }
    }

    /// Opens an element that is written without attributes.
    mutating func openImplied(_ element: HTMLElement) {
        let isWritten = isVisible && writesHTML
        if isWritten {
            html.append(markup.start(of: element))
            html.append(UInt8(ascii: ">"))
        }
        open.push(element, isWritten: isWritten)
        if isVisible { separate(around: element) }
    }

    /// Asks for the break that stands before and after an element in the plain text.
    private mutating func separate(around element: HTMLElement) {
        let traits = element.traits
        if traits.contains(.paragraph) {
            text.separate(.paragraph)
        } else if traits.contains(.line) {
            text.separate(.line)
        }
    }
}

extension HTMLCleaner {
    /// Opens an element, written where it may be.
    private mutating func open(_ element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>) {
        let traits = element.traits
        guard !open.isFull else {
            if traits.contains(.dropped) {
                overflow = (element, 1)
            } else if isVisible {
                separate(around: element)
            }
            return
        }
        let wasVisible = isVisible
        let isWritten =
            wasVisible && writesHTML && traits.contains(.written)
            && writeStartTag(of: element, source, base: base)
        open.push(element, isWritten: isWritten)
        guard wasVisible else { return }
        separate(around: element)
        if element.isPreformatted { text.setPreformatted(true) }
        if element == .td || element == .th { text.separate(.tab) }
    }

    private mutating func openOrdinary(_ element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>) {
        if tag.isSelfClosing, element == .svg || element == .math { return }
        guard !open.isFull else {
            if element != .unknown { open(element, source, base: base) }
            return
        }
        switch element {
        case .unknown, .breakout, .font: return
        case .input:
            closeSelect()
            return
        case .annotationXML, .desc, .foreignObject, .mi, .mn, .mo, .ms, .mtext: return
        case .svg, .math:
            openDropped(element, in: .foreign)
            return
        case .form where open.newest(.form) >= 0: return
        case .select where open.newest(.select) >= 0:
            closeSelect()
            return
        case .li, .dd, .dt: closeItem(before: element)
        case .a: close(open.newest(.a), ifAbove: reachOfFormattingEnd)
        case .button: close(open.newest(.button), ifAbove: open.innermostBarrier)
        case .rp, .rt: if open.top == .rt || open.top == .rp { close(downTo: open.count - 1) }
        case .table: closeTableWithoutCell()
        default: break
        }
        if element.traits.contains(.closesParagraph) { closeParagraph() }
        if element.traits.contains(.heading), open.top.traits.contains(.heading) {
            close(downTo: open.count - 1)
        }
        open(element, source, base: base)
    }

    private mutating func writeVoid(_ element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>) {
        guard isVisible else { return }
        switch element {
        case .br:
            writeLineBreak()
            return
        case .hr:
            if !open.isFull { closeParagraph() }
            separate(around: .hr)
        case .source, .track:
            guard max(open.newest(.audio), open.newest(.video), open.newest(.picture)) >= 0 else { return }
        default: break
        }
        if writesHTML { _ = writeStartTag(of: element, source, base: base) }
    }

    private mutating func writeLineBreak() {
        guard isVisible else { return }
        text.breakLine()
        if writesHTML { html.append("<br>") }
    }
}

extension HTMLCleaner {
    /// A part of a table closes what stands open above the place where it belongs; outside of a table it is nothing.
    private mutating func openTablePart(_ element: HTMLElement, _ source: Span<UInt8>, base: Span<UInt8>) {
        let table = open.newest(.table)
        guard table > open.newest(.template), !open.isFull else { return }
        switch element {
        case .td, .th:
            let cell = max(open.newest(.td), open.newest(.th))
            if cell > table { close(downTo: cell) }
            if open.newest(.tr) > table {
                close(downTo: open.newest(.tr) + 1)
            } else {
                closeRow(of: table)
                openImplied(.tr)
            }
        case .tr: closeRow(of: table)
        default: close(downTo: table + 1)
        }
        open(element, source, base: base)
    }

    private mutating func closeRow(of table: Int) {
        let group = max(open.newest(.tbody), open.newest(.thead), open.newest(.tfoot))
        close(downTo: max(group, table) + 1)
    }

    private mutating func closeTableWithoutCell() {
        let table = open.newest(.table)
        if table > max(open.newest(.td), open.newest(.th), open.newest(.caption), open.newest(.template)) {
            close(downTo: table)
        }
    }

    private mutating func closeItem(before element: HTMLElement) {
        let blocking = open.innermostBlocking
        switch (element, blocking.element) {
        case (.li, .li), (.dd, .dd), (.dd, .dt), (.dt, .dd), (.dt, .dt): close(downTo: blocking.index)
        default: break
        }
    }

    private mutating func closeParagraph() {
        close(open.newest(.p), ifAbove: max(open.innermostBarrier, open.newest(.button)))
    }

    private mutating func closeSelect() {
        if open.newest(.select) >= 0 { close(downTo: open.newest(.select)) }
    }

    private mutating func close(_ index: Int, ifAbove barrier: Int) {
        if index >= 0, index > barrier { close(downTo: index) }
    }

    /// An end tag of p without a start tag is an empty paragraph.
    private mutating func readEndOfParagraph() {
        let index = open.newest(.p)
        if index > max(open.innermostBarrier, open.newest(.button)) {
            close(downTo: index)
        } else if isVisible {
            text.separate(.paragraph)
            if writesHTML { html.append("<p></p>") }
        }
    }

    private mutating func readOrdinaryEnd(_ element: HTMLElement) {
        let index = open.newest(element)
        guard index >= 0 else { return }
        let traits = element.traits
        let barrier =
            if traits.contains(.tablePart) {
                max(open.newest(.table), open.newest(.template))
            } else if element == .noscript {
                open.innermostSpecial - 1
            } else if traits.contains(.special) {
                traits.contains(.barrier) ? open.innermostBarrier - 1 : open.innermostBarrier
            } else {
                traits.contains(.formatting) ? reachOfFormattingEnd : open.innermostSpecial
            }
        close(index, ifAbove: barrier)
    }

    /// The end of a formatting element closes blocks in it, but none that is dropped: what follows would be shown.
    private var reachOfFormattingEnd: Int {
        max(open.innermostBarrier, open.newest(.button), open.newest(.noscript))
    }
}

/// svg and math, where only their own end is of interest (WHATWG HTML 13.2.6.5).
extension HTMLCleaner {
    /// Whether a start tag ends svg and math.
    private func endsForeignContent(_ element: HTMLElement) -> Bool {
        if element == .font { return tag.has(.color) || tag.has(.face) || tag.has(.size) }
        return element.traits.contains(.breaksOut)
    }

    private mutating func closeForeignContent() {
        while open.space == .foreign { close(downTo: open.count - 1) }
    }

    /// Opens what has a name that HTML knows too, so that its end tag is not taken for the end of another one.
    private mutating func openForeign(_ element: HTMLElement, _ source: Span<UInt8>) {
        guard !tag.isSelfClosing else { return }
        switch element {
        case .unknown: break
        case .title, .desc, .foreignObject:
            openDropped(element, in: open.newest(.svg) > open.newest(.math) ? .integration : .foreign)
        case .mi, .mn, .mo, .ms, .mtext:
            openDropped(element, in: open.newest(.math) > open.newest(.svg) ? .integration : .foreign)
        case .annotationXML: openDropped(element, in: holdsHTML(source) ? .integration : .foreign)
        default: openDropped(element, in: .foreign)
        }
    }

    private mutating func openDropped(_ element: HTMLElement, in space: OpenElements.Space) {
        if !open.isFull {
            open.push(element, isWritten: false, space: space)
        } else if element == .svg || element == .math {
            overflow = (element, 1)
        }
    }

    /// Whether the annotation-xml just read says that it holds HTML.
    private func holdsHTML(_ source: Span<UInt8>) -> Bool {
        guard let range = tag.range(of: .encoding) else { return false }
        return range.count == 9 && source.hasLowercased("text/html", at: range.lowerBound)
            || range.count == 21 && source.hasLowercased("application/xhtml+xml", at: range.lowerBound)
    }

    /// Acts on an end tag in svg or math; false when HTML's rules have to.
    private mutating func readEndOfForeign(_ element: HTMLElement) -> Bool {
        if element == .p || element == .br {
            closeForeignContent()
            return false
        }
        guard element != .unknown else { return true }
        let index = open.newest(element)
        guard index >= open.foreignStart else { return false }
        close(downTo: index)
        return true
    }

    /// Counts a dropped element that could not be opened; true when it is over.
    private mutating func continuesOverflow(_ element: HTMLElement) -> Bool {
        let isForeign = overflow.element == .svg || overflow.element == .math
        if element == overflow.element {
            if !(isForeign && tag.isSelfClosing) { overflow.depth += 1 }
        } else if isForeign && endsForeignContent(element) {
            overflow.depth = 0
            return true
        }
        return false
    }
}
