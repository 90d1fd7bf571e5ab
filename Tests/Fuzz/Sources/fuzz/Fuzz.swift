internal import CFuzzer
internal import Glibc

/// The program of all targets; `Tests/fuzz` calls it.
@main
struct Fuzz {
    static func main() {
        let words = CommandLine.arguments
        switch words.dropFirst().first {
        case "list": for target in FuzzTarget.all { print(target.name) }
        case "export" where words.count == 4: export(target(words[2]), into: words[3])
        case "run" where words.count >= 3: run(target(words[2]))
        default: fail("usage: fuzz list | export TARGET DIRECTORY | run TARGET ARGUMENTS-OF-LIBFUZZER...")
        }
    }

    private static func target(_ name: String) -> FuzzTarget {
        guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
            fail("no target \(name); there are: \(FuzzTarget.all.map(\.name).joined(separator: " "))")
        }
        return target
    }

    /// Gives the process to libFuzzer, which does not come back.
    private static func run(_ target: FuzzTarget) {
        // The first two arguments are ours; what libFuzzer takes for its program's name is never used.
        var count = CommandLine.argc - 2
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv + 2
        unsafe exit(
            LLVMFuzzerRunDriver(&count, &arguments) { start, count in
                unsafe Self.running.check(Array(UnsafeBufferPointer(start: start, count: count)))
                return 0
            })
    }

    /// The target of `run`: what libFuzzer calls takes no context.
    private static let running = target(CommandLine.arguments[2])

    /// Writes seeds, dictionary and options of a target in the form that libFuzzer reads.
    private static func export(_ target: FuzzTarget, into directory: String) {
        for (index, seed) in target.seeds.enumerated() { write(seed, to: "\(directory)/seeds/\(index)") }
        let lines = target.words.map { "\"\($0.utf8.map(escaped).joined())\"\n" }
        write(Array(lines.joined().utf8), to: "\(directory)/dictionary")
        write(Array("-max_len=\(target.longest)\n".utf8), to: "\(directory)/options")
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(Unicode.Scalar(byte))
        case 0x20..<0x7F: String(Unicode.Scalar(byte))
        default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) {
        guard let file = unsafe fopen(path, "w") else { fail("cannot write \(path)") }
        unsafe fwrite(bytes, 1, bytes.count, file)
        unsafe fclose(file)
    }

    private static func fail(_ words: String) -> Never {
        say(words)
        exit(64)
    }
}

/// Ends the program, which makes libFuzzer keep the input, when something that must hold does not.
func require(
    _ holds: Bool, _ words: @autoclosure () -> String, line: UInt = #line, file: StaticString = #fileID
) {
    guard !holds else { return }
    say("\(file):\(line): this must hold: \(words())")
    abort()
}

private func say(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = unsafe write(STDERR_FILENO, bytes, bytes.count)
}
