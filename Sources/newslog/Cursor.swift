internal import ArgumentParser
internal import Articles
internal import Catalog
internal import Host
internal import Journal
internal import Rendering

/// `newslog cursor`: the named places that exports have come to.
struct Cursor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cursor", abstract: "List, set or remove the cursors of exports.",
        subcommands: [List.self, Set.self, Remove.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List cursors and how far each has come.")

        @OptionGroup var options: CommonOptions

        @Option(help: "table, json or jsonl.")
        var format = ListFormat.table

        func run() throws {
            let layout = try options.places().layout
            let cursors = try CommandFailure.mapping { () throws(JournalError) in
                try CursorFile.all(in: layout).map { (name: $0.name, position: $0.position) }
            }
            var output = StandardOutput()
            if format == .table {
                let columns = [Table.Column("cursor", colour: .cyan), Table.Column("position")]
                var table = Table(columns, on: Here.display, hasHeading: StandardOutput.isPerson)
                for cursor in cursors { table.append([cursor.name, cursor.position?.description ?? "-"]) }
                table.flush(to: &output.buffer)
            } else {
                Self.append(cursors, asArray: format == .json, to: &output.buffer)
            }
            try Here.finish(&output)
            if cursors.isEmpty { throw CommandFailure(.nothingFound) }
        }

        private static func append(
            _ cursors: [(name: String, position: CursorPosition?)], asArray: Bool, to output: inout [UInt8]
        ) {
            if asArray { output.append("[") }
            for (index, cursor) in cursors.enumerated() {
                if asArray, index > 0 { output.append(",") }
                output.append("{\"name\":")
                output.appendJSON(string: cursor.name)
                output.append(",\"position\":")
                output.appendJSON(optional: cursor.position?.description)
                output.append("}")
                if !asArray { output.append("\n") }
            }
            if asArray { output.append("]\n") }
        }
    }

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Put a cursor somewhere, making it.")

        @OptionGroup var options: CommonOptions

        @Argument(help: "The cursor's name.")
        var name: String

        @Option(help: "newest, oldest, or the seq of the last line that counts as read.")
        var at: String

        func run() throws {
            let layout = try options.places().layout
            let seq: Seq =
                switch at {
                case "oldest": 0
                case "newest": try newest(layout)
                default: try number(in: layout)
                }
            try CommandFailure.mapping { () throws(JournalError) in
                var cursor = try CursorFile(named: name, in: layout, isSetAnew: true)
                try cursor.advance(to: CursorPosition(seq: seq))
            }
            Terminal.say("\(name): \(CursorPosition(seq: seq))")
        }

        private func number(in layout: StoreLayout) throws(CommandFailure) -> Seq {
            guard let seq = Seq(at) else {
                throw CommandFailure(.usage, "--at takes newest, oldest or a seq, not `\(at)`")
            }
            // Lines that come up to there would be passed over without a word.
            let newest = try newest(layout)
            guard seq <= newest else {
                throw CommandFailure(
                    .usage, "--at \(seq): the newest line is \(newest); newest means that one")
            }
            return seq
        }

        /// The last line of the journal; the catalog knows about where, which saves reading all of it.
        private func newest(_ layout: StoreLayout) throws(CommandFailure) -> Seq {
            let known = (try? CatalogReader.open(path: layout.catalog).counts().appliedSeq) ?? 0
            return try CommandFailure.mapping { () throws(JournalError) in
                var reader = try JournalReader(layout, after: known)
                while try reader.nextFrame() != nil {}
                return reader.position
            }
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rm", abstract: "Remove a cursor that nobody uses.")

        @OptionGroup var options: CommonOptions

        @Argument(help: "The cursor's name.")
        var name: String

        func run() throws {
            let layout = try options.places().layout
            let isRemoved = try CommandFailure.mapping { () throws(JournalError) in
                try CursorFile.remove(named: name, in: layout)
            }
            guard isRemoved else { throw CommandFailure(.noInput, "no cursor named \(name)") }
        }
    }
}
