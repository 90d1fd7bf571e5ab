internal import Articles

/// Evidence as a blob: a byte that says which keys are there, those keys, then the numbers, big-endian.
///
/// The catalog looks articles up by their keys in a table of its own; this is what it hands back.
enum EvidencePacking {
    static func pack(_ evidence: ItemEvidence) -> [UInt8] {
        let keys = [
            evidence.guid, evidence.guidAndURL, evidence.feedURL, evidence.titleAndDate, evidence.url,
            evidence.match,
        ]
        var bytes: [UInt8] = [0]
        for (index, key) in keys.enumerated() {
            guard let key else { continue }
            bytes[0] |= 1 << UInt8(index)
            bytes += key.bytes
        }
        if evidence.published != nil { bytes[0] |= 0x80 }
        bytes += evidence.hash.bytes
        for number in [
            evidence.title, evidence.path, evidence.urlSite, evidence.feedSite,
            UInt64(bitPattern: evidence.published?.milliseconds ?? 0), UInt64(evidence.foldedCharacters),
        ] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
            }
        }
        return bytes
    }

    /// Reads what `pack` wrote; nil when it is something else.
    static func unpack(_ bytes: [UInt8]) -> ItemEvidence? {
        guard let present = bytes.first else { return nil }
        let keyCount = (present & 0x3F).nonzeroBitCount
        guard bytes.count == 1 + 16 * (keyCount + 1) + 8 * 6 else { return nil }
        var rest = bytes.dropFirst()
        func digest() -> Digest128? {
            defer { rest = rest.dropFirst(16) }
            return Digest128(bytes: rest.prefix(16))
        }
        let keys = (0..<6).map { present & 1 << UInt8($0) != 0 ? digest() : nil }
        guard let hash = digest() else { return nil }
        let numbers = (0..<6).map { index in
            rest.dropFirst(index * 8).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        }
        var evidence = ItemEvidence(hash: hash)
        evidence.guid = keys[0]
        evidence.guidAndURL = keys[1]
        evidence.feedURL = keys[2]
        evidence.titleAndDate = keys[3]
        evidence.url = keys[4]
        evidence.match = keys[5]
        evidence.title = numbers[0]
        evidence.path = numbers[1]
        evidence.urlSite = numbers[2]
        evidence.feedSite = numbers[3]
        if present & 0x80 != 0 { evidence.published = Timestamp(milliseconds: Int64(bitPattern: numbers[4])) }
        evidence.foldedCharacters = UInt32(truncatingIfNeeded: numbers[5])
        return evidence
    }
}
