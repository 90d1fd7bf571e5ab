/// One part of newslog that reads what the world sends, and what must hold of it whatever that is.
///
/// To add one: a file beside this with an extension that makes it, and its name in `all`.
struct FuzzTarget: Sendable {
    /// What `Tests/fuzz NAME` calls it.
    var name: String
    /// Bytes of the longest input worth trying.
    var longest: Int
    /// Words that libFuzzer puts into inputs.
    var words: [String]
    /// What it begins with, written by hand; the smallest examples of each thing that the part can read.
    var seeds: [[UInt8]]
    /// Reads an input and ends the program with `require` where something does not hold.
    var check: @Sendable (_ input: [UInt8]) -> Void

    /// Every target.
    static let all: [FuzzTarget] = [.address, .charset, .condition, .date, .feed, .html]
}
