import Articles

/// Atom 0.3 and 1.0 (RFC 4287); the drafts between them used names of both.
extension FeedBuilder {
    /// What an element means inside feed, entry or a person.
    func atom(_ name: ElementName, in parent: Frame, _ names: inout NameCache) -> Frame {
        guard name.namespace == .atom || name.namespace == .rss else {
            return name.namespace == .other || parent.place == .person
                ? parent.child(.ignored) : module(name, in: parent, &names)
        }
        switch parent.place {
        case .document: return openAtom(name.local, in: parent, &names)
        case .feed where name.local == .entry: return openEntry(.entry, in: parent)
        case .feed, .entry: return atomField(name.local, in: parent, &names)
        case .person: return atomPerson(name.local, in: parent)
        default: return parent.child(.ignored)
        }
    }

    private func openAtom(_ name: LocalName, in parent: Frame, _ names: inout NameCache) -> Frame {
        document.format = word(.version, &names).hasPrefix("0.") ? .atom03 : .atom10
        hasFeed = true
        return name == .entry ? openEntry(.entry, in: parent) : rooted(parent.child(.feed))
    }

    private func atomField(_ name: LocalName, in parent: Frame, _ names: inout NameCache) -> Frame {
        switch name {
        case .id: return parent.text(.id)
        case .title: return parent.text(.title, mode: atomMode(&names))
        case .link: return atomLink(in: parent, rank: 3, &names)
        case .subtitle, .tagline: return parent.text(.summary, mode: atomMode(&names))
        case .info, .description: return parent.text(.summary, rank: 1, mode: atomMode(&names))
        case .summary: return parent.text(.summary, mode: atomMode(&names))
        case .content: return atomContent(in: parent, &names)
        case .published, .issued: return parent.text(.published, rank: name == .published ? 3 : 2)
        case .created: return parent.text(.published, rank: 1)
        case .updated: return parent.text(.updated)
        case .modified: return parent.text(.updated, rank: 2)
        case .author: return openPerson(in: parent)
        case .category: return atomCategory(in: parent, &names)
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
    func atomCategory(in parent: Frame, _ names: inout NameCache) -> Frame {
        let term = attribute(.term, &names)
        let category = term.isEmpty ? attribute(.label, &names) : term
        guard category.isEmpty else {
            addCategory(category)
            return parent.child(.ignored)
        }
        return parent.text(.category)
    }

    private func atomContent(in parent: Frame, _ names: inout NameCache) -> Frame {
        let source = attribute(.src, &names)
        guard source.isEmpty else {
            // RFC 4287 4.1.3.2: the content is elsewhere, and the element must be empty.
            fill(parent.text(.link, rank: 1), with: source)
            return parent.child(.ignored)
        }
        return parent.text(.content, mode: atomMode(&names))
    }

    /// How a text construct is to be read (RFC 4287 3.1, 4.1.3.3; Atom 0.3 3.1).
    func atomMode(_ names: inout NameCache) -> TextMode {
        let type = word(.type, &names)
        let transfer = word(.mode, &names)
        let isHTML = type == "html" || type == "text/html"
        switch transfer {
        case "base64": return isHTML || type.isEmpty ? .base64 : .base64Plain
        case "escaped": return isHTML || type.hasSuffix("xml") || type.isEmpty ? .raw : .plain
        case "xml": return .markup
        default: break
        }
        switch type {
        case "", "text", "text/plain": return .plain
        case "html", "text/html": return .raw
        case "xhtml": return .xhtml
        default:
            if type.hasSuffix("/xml") || type.hasSuffix("+xml") { return .markup }
            return type.hasPrefix("text/") || !type.contains("/") ? .plain : .base64
        }
    }

    /// Takes a link by its relation: alternate is the link, enclosure an enclosure; the others have no field.
    func atomLink(in parent: Frame, rank: UInt8, _ names: inout NameCache) -> Frame {
        let href = attribute(.href, &names)
        switch word(.rel, &names) {
        case "", "alternate", "http://www.iana.org/assignments/relation/alternate":
            // Before Atom 0.3 the address was the element's text.
            guard href.isPresent else { return parent.text(.link, rank: rank) }
            let type = word(.type, &names)
            let isPage = type.isEmpty || type.hasPrefix("text/html") || type.hasPrefix("application/xhtml")
            fill(parent.text(.link, rank: isPage ? rank : max(1, rank - 1)), with: href)
        case "enclosure":
            var enclosure = FeedDocument.Enclosure()
            enclosure.url = href
            enclosure.type = attribute(.type, &names)
            enclosure.length = attribute(.length, &names)
            enclosure.title = attribute(.title, &names)
            addEnclosure(enclosure, base: parent.base)
        default: break
        }
        return parent.child(.ignored)
    }
}
