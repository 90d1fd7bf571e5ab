import Articles

/// What the modules say of a feed or an item, in RSS and in Atom; each only fills in what the dialect itself left open.
extension FeedBuilder {
    /// What an element of a module means.
    mutating func module(_ name: ElementName, in parent: Frame) -> Frame {
        switch name.namespace {
        case .dublinCore: dublinCore(name.local, in: parent)
        case .dublinCoreTerms: dublinCoreTerms(name.local, in: parent)
        case .content: name.local == .encoded ? parent.text(.content) : parent.child(.ignored)
        case .media: media(name.local, in: parent)
        case .itunes: itunes(name.local, in: parent)
        case .xhtml: xhtml(name.local, in: parent)
        case .syndication: syndication(name.local, in: parent)
        case .feedburner: name.local == .origlink ? parent.text(.originalLink) : parent.child(.ignored)
        case .rss, .rdf, .atom, .podcast, .xml, .other: parent.child(.ignored)
        }
    }

    private func dublinCore(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .title: parent.text(.title, rank: 1)
        case .creator, .author: parent.text(.author, rank: 4)
        case .publisher where parent.place == .channel: parent.text(.author, rank: 1)
        case .subject: parent.text(.category)
        case .description: parent.text(.summary, rank: 2)
        case .date: parent.text(parent.place == .item ? .published : .updated, rank: 1)
        case .language: parent.text(.language, rank: 2)
        default: dublinCoreTerms(name, in: parent)
        }
    }

    private func dublinCoreTerms(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .issued, .available: parent.text(.published, rank: 2)
        case .created: parent.text(.published, rank: 1)
        case .modified: parent.text(.updated, rank: 2)
        default: parent.child(.ignored)
        }
    }

    /// Media RSS 1.5: files and pictures, alone or in groups.
    private mutating func media(_ name: LocalName, in parent: Frame) -> Frame {
        let isNested = parent.place == .mediaContent || parent.place == .mediaGroup
        switch name {
        case .group: return parent.child(.mediaGroup)
        case .content:
            addMediaContent(parent)
            return parent.child(.mediaContent)
        case .thumbnail:
            setImage(attribute(.url), rank: 3, base: base(of: parent))
            return parent.child(.ignored)
        case .title: return parent.text(.title, rank: isNested ? 1 : 2, mode: mediaMode())
        case .description, .text: return parent.text(.summary, rank: 1, mode: mediaMode())
        case .category: return parent.text(.category)
        default: return parent.child(.ignored)
        }
    }

    /// Media RSS texts are plain unless they say html.
    private mutating func mediaMode() -> TextMode {
        let type = word(.type)
        return type == "html" || type.isEmpty ? .raw : .plain
    }

    private mutating func addMediaContent(_ parent: Frame) {
        var enclosure = FeedDocument.Enclosure()
        enclosure.url = attribute(.url)
        enclosure.type = attribute(.type)
        enclosure.length = attribute(.filesize)
        let duration = attribute(.duration)
        enclosure.durationSeconds = document.bytes[duration].seconds
        let isImage =
            word(.medium) == "image" || document.bytes[enclosure.type].starts(with: "image/".utf8)
        if isImage { setImage(enclosure.url, rank: 2, base: base(of: parent)) }
        addEnclosure(enclosure, base: base(of: parent))
    }

    private mutating func itunes(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .title: return parent.text(.title, rank: 1)
        case .author: return parent.text(.author, rank: 3)
        case .summary: return parent.text(.summary, rank: 2)
        case .subtitle where parent.place == .channel: return parent.text(.summary, rank: 1)
        case .duration: return parent.text(.duration)
        case .image:
            setImage(attribute(.href), rank: 1, base: base(of: parent))
            return parent.child(.ignored)
        case .category:
            addCategory(attribute(.text))
            return parent.child(.mediaGroup)
        case .keywords: return parent.text(.keywords)
        default: return parent.child(.ignored)
        }
    }

    /// XHTML as a child of an item is its content (xhtml:body; xhtml:div in some).
    private func xhtml(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .body, .div: parent.text(.content, rank: 2, mode: .markup)
        default: parent.child(.ignored)
        }
    }

    private func syndication(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .updateperiod: parent.text(.updatePeriod)
        case .updatefrequency: parent.text(.updateFrequency)
        default: parent.child(.ignored)
        }
    }
}
