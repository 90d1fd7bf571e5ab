internal import Articles

/// What a line says, as far as the formats of feeds and pages can take it.
extension ArticleLine {
    /// Somebody who has a name, an address or a page to be called by.
    struct Person {
        var name: [UInt8]
        /// An http or https address.
        var page: [UInt8]?
    }

    /// The authors; one of whom nothing can be said is left out.
    var people: [Person] {
        authors.compactMap { author in
            let page = link(author.url)
            let names =
                [author.name, author.email].map { Field.clean(bytes($0)) } + [Field.clean(page ?? [])]
            return names.first { !$0.isEmpty }.map { Person(name: $0, page: page) }
        }
    }

    /// The language as a tag that XML and HTML know (RFC 5646 2.1, as far as RFC 4287 asks); nil for anything else.
    var languageTag: [UInt8]? {
        let tag = bytes(language)
        let parts = tag.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isTag = parts.enumerated().allSatisfy { index, part in
            (1...8).contains(part.count)
                && part.allSatisfy { byte in
                    (0x61...0x7A).contains(byte | 0x20) || index > 0 && (0x30...0x39).contains(byte)
                }
        }
        return isTag ? tag : nil
    }

    /// A media type with a slash in it (RFC 4287 appendix B, atomMediaType); nil for anything else.
    func mediaType(of attachment: Attachment) -> [UInt8]? {
        let type = Field.clean(bytes(attachment.mimeType))
        guard let slash = type.firstIndex(of: UInt8(ascii: "/")), slash > 0, slash + 1 < type.count else {
            return nil
        }
        return type
    }

    /// An address that may be made a link: http or https.
    ///
    /// Any other scheme (javascript:, data:, file:) is text.
    func link(_ field: Range<Int>?) -> [UInt8]? {
        let text = bytes(field)
        let scheme = text.prefix(8).map { $0 | 0x20 }
        return scheme.starts(with: "http://".utf8) || scheme.starts(with: "https://".utf8) ? text : nil
    }
}
