internal import Aggregator
internal import ArgumentParser
internal import Host

/// `newslogd reindex`: the catalog anew, from the journal alone.
struct Reindex: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Rebuild the catalog from the journal; the daemon must not be running.")

    @OptionGroup var options: CommonOptions

    func run() throws {
        let surroundings = try options.surroundings()
        let meter = ProgressMeter()
        do throws(StoreFailure) {
            let lines = try Aggregator.reindex(surroundings) { lines in
                meter.show(done: lines, total: 0, words: "\(lines) lines")
            }
            meter.clear()
            Terminal.say("\(lines) lines of the journal are in the catalog")
        } catch {
            meter.clear()
            throw CommandFailure(store: error)
        }
    }
}
