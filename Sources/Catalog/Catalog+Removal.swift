package import Articles

/// What the catalog knows of texts that are removed from the journal, so that it can be ended after a crash:
/// `erasures` are articles to be forgotten, `emptied` lines whose words are out of the full text while the journal may
/// still have them, `husked` segments of which nothing is left to remove.
///
/// Words go first, lines after them: the full text finds what to delete by the words alone.
extension Catalog {
    /// Takes the words of lines out of the full text, and the lines' articles out of what a search finds, as one
    /// transaction.
    ///
    /// The words must be those that were indexed: FTS5 without content finds what to delete by them, and other words, or
    /// the same ones twice, would damage it. Lines whose words are out already are passed over.
    package func unindex(_ texts: [IndexedText]) throws(CatalogError) {
        try database.transaction { () throws(CatalogError) in
            for text in texts where text.seq <= indexedSeq {
                guard try statements.noteEmptied.reset().bind(text.seq).first({ $0.seq(0) }) != nil else {
                    continue
                }
                try statements.deleteHead.reset().bindHead(text).run()
                try statements.deleteBody.reset().bind(text.seq).bind(text: text.words).run()
                try statements.setRemoved.reset().bind(text.seq).run()
            }
        }
    }

    /// Makes all that was committed outlive a failure of the power, as else only the journal does: words that came back after
    /// their lines were emptied could never be taken out again.
    ///
    /// A commit that is synced makes those before it durable too, and never waits for readers, as a checkpoint may.
    package func makeDurable() throws(CatalogError) {
        try database.endReading()
        try database.execute("PRAGMA synchronous=FULL")
        // The old value is one that SQLite has taken before.
        defer { try? database.execute("PRAGMA synchronous=NORMAL") }
        // A page has to be written, else there is nothing to sync; a row that gets the values that it has writes none.
        try database.execute("PRAGMA user_version=\(Schema.version)")
    }

    /// Takes note that the journal has no text any more in the lines of `seqs`, which are those of a segment.
    package func noteHusked(_ segment: Seq, lines seqs: ClosedRange<Seq>) throws(CatalogError) {
        try database.transaction { () throws(CatalogError) in
            try database.prepare("DELETE FROM emptied WHERE seq BETWEEN ? AND ?")
                .bind(seqs.lowerBound).bind(seqs.upperBound).run()
            try database.prepare("INSERT OR IGNORE INTO husked VALUES(?)").bind(segment).run()
        }
    }

    /// The segments, by their first numbers, of which nothing is left to remove.
    package func huskedSegments() throws(CatalogError) -> Set<Seq> {
        Set(try database.prepare("SELECT first FROM husked").rows { $0.seq(0) })
    }

    /// The articles that are to be forgotten, in the order of the journal: the numbers of their first lines and of their
    /// newest.
    package func erasures() throws(CatalogError) -> [(number: Seq, latest: Seq)] {
        try database.prepare(
            "SELECT number, latest FROM erasures JOIN articles USING(number) ORDER BY number"
        )
        .rows { ($0.seq(0), $0.seq(1)) }
    }

    /// The lines of an article, oldest first.
    package func lines(of number: Seq) throws(CatalogError) -> [Seq] { try database.lines(of: number) }

    /// Takes note that the journal has no text of an article any more.
    package func noteErased(_ number: Seq) throws(CatalogError) {
        let seqs = try lines(of: number)
        try database.transaction { () throws(CatalogError) in
            let emptied = try database.prepare("DELETE FROM emptied WHERE seq = ?")
            for seq in seqs { try emptied.reset().bind(seq).run() }
            try database.prepare("DELETE FROM erasures WHERE number = ?").bind(number).run()
        }
    }
}

extension Database {
    /// The lines of an article, oldest first.
    func lines(of number: Seq) throws(CatalogError) -> [Seq] {
        try [number]
            + prepare("SELECT seq FROM revisions WHERE number = ? ORDER BY seq").bind(number).rows {
                $0.seq(0)
            }
    }
}
