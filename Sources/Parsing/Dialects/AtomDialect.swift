import Articles

/// Atom 0.3 and 1.0 (RFC 4287); the drafts between them used names of both.
extension FeedBuilder {
    /// What an element means inside feed, entry or a person.
    mutating func atom(_ name: ElementName, in parent: Frame) -> Frame {
        guard name.namespace == .atom || name.namespace == .rss else {
            return name.namespace == .other || parent.place == .person
                ? parent.child(.ignored) : module(name, in: parent)
        }
        switch parent.place {
        case .document: return openAtom(name.local, in: parent)
        case .feed where name.local == .entry: return openEntry(.entry, in: parent)
        case .feed, .entry: return atomField(name.local, in: parent)
        case .person: return atomPerson(name.local, in: parent)
        default: return parent.child(.ignored)
        }
    }

    private mutating func openAtom(_ name: LocalName, in parent: Frame) -> Frame {
        document.format = word(.version).hasPrefix("0.") ? .atom03 : .atom10
        hasFeed = true
        return name == .entry ? openEntry(.entry, in: parent) : rooted(parent.child(.feed))
    }

    private mutating func atomField(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .id: return parent.text(.id)
        case .title: return parent.text(.title, mode: atomMode())
        case .link: return atomLink(in: parent, rank: 3)
        case .subtitle, .tagline: return parent.text(.summary, mode: atomMode())
        case .info, .description: return parent.text(.summary, rank: 1, mode: atomMode())
        case .summary: return parent.text(.summary, mode: atomMode())
        case .content: return atomContent(in: parent)
        case .published, .issued: return parent.text(.published, rank: name == .published ? 3 : 2)
        case .created: return parent.text(.published, rank: 1)
        case .updated: return parent.text(.updated)
        case .modified: return parent.text(.updated, rank: 2)
        case .author: return openPerson(in: parent)
        case .category: return atomCategory(in: parent)
        case .language: return parent.text(.language)
        default: return parent.child(.ignored)
        }
    }

    private func atomPerson(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .name: parent.text(.personName)
        case .email: parent.text(.personEmail)
        case .uri, .url, .homepage: parent.text(.personURL)
        default: parent.child(.ignored)
        }
    }

    /// Takes the term; the label, or the text that some write instead, only where there is no term.
    mutating func atomCategory(in parent: Frame) -> Frame {
        let term = attribute(.term)
        let category = term.isEmpty ? attribute(.label) : term
        guard category.isEmpty else {
            addCategory(category)
            return parent.child(.ignored)
        }
        return parent.text(.category)
    }

    private mutating func atomContent(in parent: Frame) -> Frame {
        let source = attribute(.src)
        guard source.isEmpty else {
            // RFC 4287 4.1.3.2: the content is elsewhere, and the element must be empty.
            fill(parent.text(.link, rank: 1), with: source)
            return parent.child(.ignored)
        }
        return parent.text(.content, mode: atomMode())
    }

    /// How a text construct is to be read (RFC 4287 3.1, 4.1.3.3; Atom 0.3 3.1).
    mutating func atomMode() -> TextMode {
        let type = word(.type)
        let transfer = word(.mode)
        let isHTML = type == "html" || type == "text/html"
        switch transfer {
        case "base64": return isHTML || type.isEmpty ? .base64 : .base64Plain
        case "escaped": return isHTML || type.hasSuffix("xml") || type.isEmpty ? .raw : .plain
        case "xml" where document.format == .atom03: return .markup
        default: break
        }
        switch type {
        case "", "text", "text/plain": return .plain
        case "html", "text/html": return transfer == "xml" ? .markup : .escaped
        case "xhtml": return .xhtml
        case "application/xhtml+xml" where document.format != .atom03: return .xhtml
        default:
            if type.hasSuffix("/xml") || type.hasSuffix("+xml") { return .markup }
            return type.hasPrefix("text/") || !type.contains(UInt8(ascii: "/")) ? .plain : .base64
        }
    }

    /// Takes a link by its relation: alternate is the link, enclosure an enclosure; the others have no field.
    mutating func atomLink(in parent: Frame, rank: UInt8) -> Frame {
        let href = attribute(.href)
        switch word(.rel) {
        case "", "alternate", "http://www.iana.org/assignments/relation/alternate":
            // Before Atom 0.3 the address was the element's text.
            guard href.isPresent else { return parent.text(.link, rank: rank) }
            let type = word(.type)
            let isPage = type.isEmpty || type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
            fill(parent.text(.link, rank: isPage ? rank : max(1, rank - 1)), with: href)
        case "enclosure":
            var enclosure = FeedDocument.Enclosure()
            enclosure.url = href
            enclosure.type = attribute(.type)
            enclosure.length = attribute(.length)
            enclosure.title = attribute(.title)
            addEnclosure(enclosure, base: base(of: parent))
        default: break
        }
        return parent.child(.ignored)
    }
}
