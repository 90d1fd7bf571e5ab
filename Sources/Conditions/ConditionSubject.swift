package import Articles

/// The parts of an article that conditions look at, each of one or several texts.
package enum ArticlePart: Int, CaseIterable, Sendable {
    case title
    /// The authors' names.
    case authors
    /// The article's own tags, then its feed's.
    case tags
    /// Summary and content, as plain text.
    case text
    /// The feed's id.
    case feed
    case language
    /// The article's own address, and the one that it is about.
    case urls
}

/// An article that conditions can be asked of.
package protocol ConditionSubject {
    /// The texts of a part, as UTF-8; none, or empty ones, where the article has no such thing.
    func texts(of part: ArticlePart) -> [[UInt8]]
    /// Whether it is a further revision of an article that is known.
    var isUpdated: Bool { get }
}

extension ArticleLine: ConditionSubject {
    package func texts(of part: ArticlePart) -> [[UInt8]] {
        switch part {
        case .title: [bytes(title)]
        case .authors: authors.map { bytes($0.name) }
        case .tags: (tags + feedTags).map { bytes($0) }
        case .text: [bytes(summary), bytes(contentText)]
        case .feed: [bytes(feedID)]
        case .language: [bytes(language)]
        case .urls: [bytes(url), bytes(externalURL)]
        }
    }

    package var isUpdated: Bool { head.revision > 1 }
}
