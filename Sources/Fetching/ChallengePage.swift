internal import Articles

/// The page by which a site wants to see a browser instead of a program, whatever its status.
package enum ChallengePage {
    /// What it says to the program.
    package static let message = "the site refuses programs: it wants a browser to solve a challenge"
    private static let words = Array("Just a moment...".utf8)
    /// Bytes within which the page's title stands.
    private static let headBytes = 64 << 10

    /// Whether a body is Cloudflare's, by its title.
    package static func isOne(_ body: [UInt8]) -> Bool {
        let head = body.prefix(headBytes)
        return head.indices.contains { head[$0] == words[0] && head[$0...].starts(with: words) }
    }
}
