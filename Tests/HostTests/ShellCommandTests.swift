import Testing

@testable import Host

@Suite struct ShellCommandTests {
    @Test(
        "How a command ends, and whether it read all that it was given",
        arguments: [
            ("cat >/dev/null", 0, .accepted), ("cat >/dev/null", 1, .accepted),
            ("cat >/dev/null", 300_000, .accepted),
            ("true", 0, .accepted), ("true", 10, .leftUnread(10)), ("true", 300_000, .leftUnread(300_000)),
            ("dd bs=1 count=4 status=none of=/dev/null", 10, .leftUnread(6)),
            ("dd bs=1000 count=100 iflag=fullblock status=none of=/dev/null", 300_000, .leftUnread(200_000)),
            ("cat >/dev/null; exit 3", 10, .exited(3)), ("exit 3", 300_000, .exited(3)),
            ("no-such-command-here 2>/dev/null", 10, .exited(127)), ("kill -9 $$", 10, .killed(signal: 9)),
            // SIGPIPE is as any program expects it.
            ("(yes; echo still here >&2) | head -1 >/dev/null; cat >/dev/null", 10, .accepted),
            // What it leaves running in the background is none of our business.
            ("cat >/dev/null; sleep 1 & exit 0", 10, .accepted),
        ] as [(String, Int, ShellCommand.Outcome)])
    func outcome(command: String, bytes: Int, outcome: ShellCommand.Outcome) throws {
        #expect(try ShellCommand.run(command, reading: [UInt8](repeating: 0x61, count: bytes)) == outcome)
    }
}
