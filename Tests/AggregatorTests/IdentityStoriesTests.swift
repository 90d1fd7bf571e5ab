import Testing

/// What identity has to be able to do, by name, each told to a real store under all that may happen to it.
@Suite("Identity, told") struct IdentityStoriesTests {
    private static let stories = storiesOfKeys + storiesOfContent + storiesOfFeeds

    /// What there has to be a story of.
    private static let names: Set = [
        "guid flips", "host flips", "http → https", "tracking parameters", "headline in the URL",
        "retitled articles", "live tickers", "wire copies in ten feeds", "items that all link to one page",
        "counters and rotating ads", "a corrected spelling", "an upgraded pipeline", "hostile first: URLs",
        "hostile first: guids", "hostile first: titles", "hostile first: texts", "hostile later: URLs",
        "hostile later: guids", "hostile later: titles", "hostile later: texts", "a rule that drops",
    ]

    @Test("Every name has a story") func named() { #expect(Set(Self.stories.map(\.name)) == Self.names) }

    @Test(
        "Each item is the article it should be, also where the store is opened anew and its catalog made anew or lost between any two documents",
        arguments: stories)
    func told(story: IdentityStory) throws {
        let lines = try tell(story, .undisturbed)
        for life in StoreLife.allCases where life != .undisturbed { #expect(try tell(story, life) == lines) }
    }

    /// Tells a story and returns the journal's lines.
    private func tell(_ story: IdentityStory, _ life: StoreLife) throws -> [String] {
        let teller = try StoryTeller(life)
        for (index, chapter) in story.chapters.enumerated() {
            if index > 0 { try teller.interlude() }
            #expect(try teller.take(chapter) == chapter.outcome, "\(life), document \(index)")
        }
        return teller.lines
    }
}
