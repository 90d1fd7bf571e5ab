internal import ArgumentParser
internal import Host
internal import Rendering

/// The option of every command whose output can be longer than a screen.
struct PagerOption: ParsableArguments {
    @Flag(help: "Print long output on the terminal at once, not page by page.")
    var noPager = false

    /// Standard output; on a terminal, what is longer than that goes through the pager.
    func output() -> StandardOutput {
        guard !noPager, StandardOutput.isPerson,
            let choice = PagerChoice(
                environment: Process.environment, hasLess: Process.hasProgram("less"))
        else { return StandardOutput() }
        let display = Here.display
        return StandardOutput(
            through: Pager(choice, screen: StandardOutput.size.rows) { display.rows(of: $0) })
    }
}
