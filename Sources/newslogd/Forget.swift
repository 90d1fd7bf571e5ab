internal import Aggregator
internal import ArgumentParser
internal import Articles
internal import Host

/// `newslogd forget`: what an article says, erased from the journal.
struct Forget: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Erase what an article says; the daemon must not be running (then use newslog forget).")

    @OptionGroup var options: CommonOptions

    @Argument(help: "The article's id, 32 hexadecimal digits.")
    var id: String

    func run() throws {
        guard let article = ArticleID(hex: Array(id.utf8)) else {
            throw CommandFailure(code: .usage, message: "\(id): an id is 32 hexadecimal digits")
        }
        let surroundings = try options.surroundings()
        let isKnown: Bool
        do throws(StoreFailure) { isKnown = try Aggregator.forget(surroundings, article) } catch {
            throw CommandFailure(store: error)
        }
        guard isKnown else {
            throw CommandFailure(code: .nothingFound, message: "no article has the id \(article)")
        }
        Terminal.say("\(article): forgotten")
    }
}
