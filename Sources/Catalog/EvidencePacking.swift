internal import Articles

/// Evidence as a blob: a byte that says which keys are there, those keys, then the numbers, big-endian.
///
/// The catalog looks articles up by their keys in a table of its own; this is what it hands back.
enum EvidencePacking {
    /// Bit of the first byte: the numbers hold a date.
    private static let hasDate: UInt8 = 0x80
    private static let mostBytes = 1 + 16 * 7 + 8 * 6

    static func pack(_ evidence: ItemEvidence) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(mostBytes)
        bytes.append(evidence.published == nil ? 0 : hasDate)
        func append(_ key: ItemKey?, _ index: UInt8) {
            guard let key else { return }
            bytes[0] |= 1 << index
            key.append(to: &bytes)
        }
        append(evidence.guid, 0)
        append(evidence.guidAndURL, 1)
        append(evidence.feedURL, 2)
        append(evidence.titleAndDate, 3)
        append(evidence.url, 4)
        append(evidence.match, 5)
        evidence.hash.append(to: &bytes)
        bytes.append(bigEndian: evidence.title)
        bytes.append(bigEndian: evidence.path)
        bytes.append(bigEndian: evidence.urlSite)
        bytes.append(bigEndian: evidence.feedSite)
        bytes.append(bigEndian: UInt64(bitPattern: evidence.published?.milliseconds ?? 0))
        bytes.append(bigEndian: UInt64(evidence.foldedCharacters))
        return bytes
    }

    /// Reads what `pack` wrote; nil when it is something else.
    static func unpack(_ bytes: Span<UInt8>) -> ItemEvidence? {
        guard !bytes.isEmpty else { return nil }
        let present = bytes[0]
        let numbers = 1 + 16 * ((present & 0x3F).nonzeroBitCount + 1)
        guard bytes.count == numbers + 8 * 6 else { return nil }
        var position = 1
        func digest() -> Digest128? {
            defer { position += 16 }
            return Digest128(bytes, at: position)
        }
        func key(_ index: UInt8) -> ItemKey? { present & 1 << index == 0 ? nil : digest() }
        let (guid, guidAndURL, feedURL, titleAndDate, url, match) = (
            key(0), key(1), key(2), key(3), key(4), key(5)
        )
        guard let hash = digest() else { return nil }
        var evidence = ItemEvidence(hash: hash)
        evidence.guid = guid
        evidence.guidAndURL = guidAndURL
        evidence.feedURL = feedURL
        evidence.titleAndDate = titleAndDate
        evidence.url = url
        evidence.match = match
        evidence.title = bytes.bigEndian(at: numbers)
        evidence.path = bytes.bigEndian(at: numbers + 8)
        evidence.urlSite = bytes.bigEndian(at: numbers + 16)
        evidence.feedSite = bytes.bigEndian(at: numbers + 24)
        if present & hasDate != 0 {
            evidence.published = Timestamp(milliseconds: Int64(bitPattern: bytes.bigEndian(at: numbers + 32)))
        }
        evidence.foldedCharacters = UInt32(truncatingIfNeeded: bytes.bigEndian(at: numbers + 40))
        return evidence
    }
}
