import Articles

/// RSS 0.90 to 0.94, 1.0 (RDF) and 2.0, and Netscape's and Microsoft's channels, which look alike.
///
/// The version decides little in practice: publishers mix the elements of all of them.
extension FeedBuilder {
    /// What an element means inside rss, rdf:RDF, channel or item.
    mutating func rss(_ name: ElementName, in parent: Frame) -> Frame {
        switch (name.namespace, name.local) {
        case (.rss, .rss) where parent.place == .document: return openRSS(parent)
        case (.rdf, .rdf) where parent.place == .document:
            document.format = .rss10
            hasFeed = true
            return rooted(parent.child(.rdf))
        case (.rss, .channel): return openChannel(parent)
        case (.rss, .item): return openItem(parent)
        case (.rss, _) where parent.place == .item: return rssItem(name.local, in: parent)
        case (.rss, _) where parent.place == .channel || parent.place == .rss:
            return rssChannel(name.local, in: parent)
        case (.rss, _), (.rdf, _), (.other, _): return parent.child(.ignored)
        case (.atom, _): return atomInRSS(name.local, in: parent)
        default: return module(name, in: parent)
        }
    }

    private mutating func openRSS(_ parent: Frame) -> Frame {
        document.format =
            switch word(.version) {
            case "0.90": .rss090
            case "0.91": .rss091
            case "0.92": .rss092
            case "0.93": .rss093
            case "0.94": .rss094
            default: .rss20
            }
        hasFeed = true
        return rooted(parent.child(.rss))
    }

    /// The root's xml:lang is the feed's language, unless the feed says it better.
    mutating func rooted(_ frame: Frame) -> Frame {
        Self.offer(language(of: frame), 1, to: &document.feed.language, &feedRanks.language)
        return frame
    }

    private mutating func openChannel(_ parent: Frame) -> Frame {
        hasFeed = true
        let frame = rooted(parent.child(.channel))
        // CDF says it with attributes.
        Self.offer(
            resolved(attribute(.href), against: base(of: frame)), 1, to: &document.feed.link,
            &feedRanks.link)
        lastModified(frame)
        return frame
    }

    private mutating func openItem(_ parent: Frame) -> Frame {
        hasFeed = true
        let frame = openEntry(.item, in: parent)
        guard frame.place == .item else { return frame }
        let about = attribute(.about, namespace: .rdf)
        Self.offer(about.isPresent ? about : attribute(.about), 1, to: &entry.id, &ranks.id)
        Self.offer(resolved(attribute(.href), against: base(of: frame)), 1, to: &entry.link, &ranks.link)
        lastModified(frame)
        return frame
    }

    private mutating func lastModified(_ frame: Frame) {
        let date = attribute(.lastmod)
        if date.isPresent { fill(frame.text(.updated, rank: 1), with: date) }
    }

    private mutating func rssItem(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .title: return parent.text(.title)
        case .link:
            return rssLink(in: parent)
        case .guid:
            return parent.text(word(.ispermalink).hasPrefix("f") ? .id : .permalink)
        case .description: return parent.text(.summary)
        case .abstract: return parent.text(.summary, rank: 2)
        case .summary: return parent.text(.summary, rank: 2)
        case .content, .body, .fullitem: return parent.text(.content, rank: 1)
        case .pubdate: return parent.text(.published)
        case .date, .published: return parent.text(.published, rank: 1)
        case .updated, .modified: return parent.text(.updated, rank: 1)
        case .author: return parent.text(.author, rank: 5)
        case .category, .keywords: return parent.text(.category)
        case .enclosure:
            addRSSEnclosure(parent)
            return parent.child(.ignored)
        case .language: return parent.text(.language)
        default: return parent.child(.ignored)
        }
    }

    /// A link; of several the last one counts, to other parsers too.
    private mutating func rssLink(in parent: Frame) -> Frame {
        let href = attribute(.href)
        if isInEntry { ranks.link = min(ranks.link, 2) } else { feedRanks.link = min(feedRanks.link, 2) }
        guard !href.isEmpty else { return parent.text(.link) }
        fill(parent.text(.link), with: href)
        return parent.child(.ignored)
    }

    private mutating func addRSSEnclosure(_ parent: Frame) {
        var enclosure = FeedDocument.Enclosure()
        enclosure.url = attribute(.url)
        if enclosure.url.isEmpty { enclosure.url = attribute(.href) }
        enclosure.type = attribute(.type)
        enclosure.length = attribute(.length)
        addEnclosure(enclosure, base: base(of: parent))
    }

    private mutating func rssChannel(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .title: return parent.text(.title)
        case .link:
            return rssLink(in: parent)
        case .description: return parent.text(.summary)
        case .abstract, .tagline, .subtitle: return parent.text(.summary, rank: 2)
        case .language: return parent.text(.language)
        case .lastbuilddate: return parent.text(.updated, rank: 3)
        case .pubdate: return parent.text(.updated, rank: 2)
        case .managingeditor: return parent.text(.author, rank: 5)
        case .author: return parent.text(.author, rank: 4)
        case .webmaster: return parent.text(.author, rank: 2)
        case .ttl: return parent.text(.ttl)
        case .skiphours: return parent.child(.skipHours)
        case .skipdays: return parent.child(.skipDays)
        default: return parent.child(.ignored)
        }
    }

    /// Elements of Atom in RSS: they fill in, and add links and enclosures.
    private mutating func atomInRSS(_ name: LocalName, in parent: Frame) -> Frame {
        switch name {
        case .link: return atomLink(in: parent, rank: 1)
        case .category: return atomCategory(in: parent)
        case .id: return parent.text(.id, rank: 2)
        case .title: return parent.text(.title, rank: 2, mode: atomMode())
        case .summary: return parent.text(.summary, rank: 2, mode: atomMode())
        case .subtitle: return parent.text(.summary, rank: 2, mode: atomMode())
        case .content: return parent.text(.content, rank: 2, mode: atomMode())
        case .published, .issued: return parent.text(.published, rank: 2)
        case .updated, .modified: return parent.text(.updated, rank: 3)
        case .author: return openPerson(in: parent)
        default: return parent.child(.ignored)
        }
    }
}
