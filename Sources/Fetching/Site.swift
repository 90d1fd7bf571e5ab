internal import CPSL
internal import Policy

/// Which names belong to one publisher, by the public suffix list that libpsl carries.
package enum Site {
    /// The registrable domain of a host: `bbc.co.uk` of `feeds.bbc.co.uk`; the host itself where there is
    /// none (addresses, single labels, public suffixes).
    ///
    /// The C function is `psl_registrable_domain`; it wants lower case and ASCII.
    package static func registrableDomain(ofHost host: String) -> String {
        let name = host.lowercased()
        guard IPAddress(name) == nil else { return name }
        return unsafe name.withCString { text in
            // The answer points into the text that was asked.
            unsafe psl_registrable_domain(psl_builtin(), text).map { unsafe String(cString: $0) } ?? name
        }
    }
}
