internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Host

/// `newslog forget`: what an article says, erased from the journal.
struct Forget: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Erase what an article says, for ever.",
        discussion: """
            Every revision loses its title and text, on the disk too; id, URL and dates stay, so that the article never \
            comes back as a new one. There is no way back. Where the daemon runs it is asked to; else this runs newslogd \
            forget. Other feeds' copies are articles of their own, and are named.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var choice: ArticleChoice

    func run() throws {
        let places = try options.places()
        let catalog = try places.catalog()
        let article = try choice.find(in: catalog)
        let id = article.id
        try Self.nameCopies(of: article, in: catalog)
        guard var client = ControlClient(places.socket) else {
            let config = places.configuration.map { ["--config", $0] } ?? []
            try Daemon.become(["forget", id.description, "--state", places.state] + config)
        }
        guard client.ask(Array("{\"command\":\"forget\",\"id\":\"\(id)\"}".utf8)),
            let answer = client.nextLine(timeout: nil).map(ControlAnswer.init)
        else {
            throw CommandFailure(
                .unavailable,
                "\(places.socket): the daemon went away; whether it forgot, `newslog show \(id)` tells")
        }
        guard answer.ok == true else {
            throw CommandFailure(
                .temporary, "\(id): \(answer.error ?? "the daemon did not say why it could not")")
        }
        Terminal.say("\(id): forgotten")
    }

    /// Says who else has the text: whoever wants it gone has to know.
    private static func nameCopies(
        of article: CatalogReader.Found, in catalog: CatalogReader
    ) throws(CommandFailure) {
        let copies = try CommandFailure.mapping { () throws(CatalogError) in
            try catalog.copies(of: article).filter { !$0.isRemoved }
        }
        guard !copies.isEmpty else { return }
        let names = copies.map { "\($0.id) (\($0.feed))" }.joined(separator: ", ")
        Terminal.say("it was also seen elsewhere, and stays there until that is forgotten, too: \(names)")
    }
}
