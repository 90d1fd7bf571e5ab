/// A value that must not be seen: a password, a token, a header.
///
/// Nothing that prints it shows more than `***`.
package struct Secret: Sendable, Equatable {
    /// Where the value comes from.
    package enum Origin: Sendable, Equatable {
        /// Written in the configuration itself, or in a URL.
        case plain
        /// A systemd credential, by name.
        case credential(String)
        /// A file that only its owner can read.
        case file(String)
        /// A variable of the environment, by name.
        case environment(String)
    }

    /// Where the value comes from; this may be shown.
    package let origin: Origin
    private let value: String?

    init(_ value: String?, origin: Origin) {
        self.value = value
        self.origin = origin
    }

    /// The value itself: the one door to it.
    ///
    /// Nil only when the configuration was read without need of its secrets
    /// and this one could not be had.
    package func reveal() -> String? { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three stars.
    package var description: String { "***" }
    /// Three stars.
    package var debugDescription: String { "***" }
    /// No children, so that `dump` has nothing to show.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
