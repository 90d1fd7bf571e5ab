package import Articles
internal import Host

/// Writes damaged segments anew without what cannot be read: what `newslog verify --repair` does, and nobody else.
package enum JournalRepair {
    /// Repairs every segment that has damage; returns what was left out, and where its bytes are kept.
    ///
    /// Torn bytes at the end of the highest segment stay: they may be a commit that the next start of the daemon
    /// deals with. The caller holds the store's lock.
    package static func run(
        _ layout: StoreLayout, now: Timestamp, disk: JournalDisk = JournalDisk()
    ) throws(JournalError) -> [(damage: Damage, copy: String)] {
        var repaired: [(damage: Damage, copy: String)] = []
        let rewriter = SegmentRewriter(layout, disk: disk)
        let names = try layout.segments().segments
        for name in names where try isDamaged(name, layout, isHighest: name == names.last) {
            let outcome = try rewriter.rewrite(name.firstSeq, onDamage: .moveAway(at: now))
            repaired += outcome.damage.map { ($0, layout.copy(of: $0, in: name, at: now)) }
        }
        return repaired
    }

    private static func isDamaged(
        _ name: SegmentName, _ layout: StoreLayout, isHighest: Bool
    ) throws(JournalError) -> Bool {
        let path = layout.path(of: name)
        var lines = try SegmentLines(path)
        while try lines.next() != nil {}
        let size = try mapping { () throws(SystemError) in try File.status(of: path) }?.size
        return lines.damage.contains { !isHighest || $0.bytes.upperBound != size }
    }
}

extension StoreLayout {
    /// Where the bytes of a damaged stretch are kept.
    func copy(of damage: Damage, in name: SegmentName, at now: Timestamp) -> String {
        "\(damaged)/\(name.firstSeq)-\(damage.bytes.lowerBound)-\(now.milliseconds).damaged"
    }
}
