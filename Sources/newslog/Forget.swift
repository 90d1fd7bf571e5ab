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
            forget. Other feeds' copies are articles of their own: `newslog show ID` names them.
            """)

    @OptionGroup var options: CommonOptions
    @OptionGroup var choice: ArticleChoice

    func run() throws {
        let places = try options.places()
        let id = try choice.find(in: try places.catalog()).id
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
}
