internal import Conditions

/// An article as its line will hold it: what rules look at.
struct MadeArticle {
    let tail: LineTail
    let feedID: [UInt8]
    let feedTags: [[UInt8]]
}

extension MadeArticle: ConditionSubject {
    func texts(of part: ArticlePart) -> [[UInt8]] {
        switch part {
        case .title: [tail.title ?? []]
        case .authors: tail.authors.map(\.name)
        case .tags: tail.tags + feedTags
        case .text: [tail.summary ?? [], tail.contentText]
        case .feed: [feedID]
        case .language: [tail.language ?? []]
        case .urls: [tail.url ?? [], tail.externalURL ?? []]
        }
    }

    /// Not known before identity has decided; rules do not ask for it.
    var isUpdated: Bool { false }
}
