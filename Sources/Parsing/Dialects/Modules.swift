import Articles

/// What the modules say of a feed or an item, in RSS and in Atom; each only fills in what the dialect itself left open.
extension FeedBuilder {
    /// What an element of a module means.
    func module(_ name: ElementName, in parent: Frame, _ names: inout NameCache) -> Frame {
        switch name.namespace {
        case .dublinCore: dublinCore(name.local, in: parent)
        case .dublinCoreTerms: dublinCoreTerms(name.local, in: parent)
        case .content: name.local == .encoded ? parent.text(.content) : parent.child(.ignored)
        case .media: media(name.local, in: parent, &names)
        case .itunes: itunes(name.local, in: parent, &names)
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
    private func media(_ name: LocalName, in parent: Frame, _ names: inout NameCache) -> Frame {
        let isNested = parent.place == .mediaContent || parent.place == .mediaGroup
        switch name {
        case .group: return parent.child(.mediaGroup)
        case .content:
            addMediaContent(parent, &names)
            return parent.child(.mediaContent)
        case .thumbnail:
            setImage(attribute(.url, &names), rank: 3, base: parent.base)
            return parent.child(.ignored)
        case .title: return parent.text(.title, rank: isNested ? 1 : 2, mode: mediaMode(&names))
        case .description, .text: return parent.text(.summary, rank: 1, mode: mediaMode(&names))
        case .category: return parent.text(.category)
        default: return parent.child(.ignored)
        }
    }

    /// Media RSS texts are plain unless they say html.
    private func mediaMode(_ names: inout NameCache) -> TextMode {
        let type = word(.type, &names)
        return type == "html" || type.isEmpty ? .raw : .plain
    }

    private func addMediaContent(_ parent: Frame, _ names: inout NameCache) {
        var enclosure = FeedDocument.Enclosure()
        enclosure.url = attribute(.url, &names)
        enclosure.type = attribute(.type, &names)
        enclosure.length = attribute(.filesize, &names)
        let duration = attribute(.duration, &names)
        enclosure.durationSeconds = document.bytes[duration].seconds
        let isImage =
            word(.medium, &names) == "image" || document.bytes[enclosure.type].starts(with: "image/".utf8)
        if isImage { setImage(enclosure.url, rank: 2, base: parent.base) }
        addEnclosure(enclosure, base: parent.base)
    }

    private func itunes(_ name: LocalName, in parent: Frame, _ names: inout NameCache) -> Frame {
        switch name {
        case .title: return parent.text(.title, rank: 1)
        case .author: return parent.text(.author, rank: 3)
        case .summary: return parent.text(.summary, rank: 2)
        case .subtitle where parent.place == .channel: return parent.text(.summary, rank: 1)
        case .duration: return parent.text(.duration)
        case .image:
            setImage(attribute(.href, &names), rank: 1, base: parent.base)
            return parent.child(.ignored)
        case .category:
            addCategory(attribute(.text, &names))
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
