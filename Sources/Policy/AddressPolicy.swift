/// Which addresses a feed may be fetched from: everything public, and no other unless the configuration says
/// so.
///
/// Judged on the numeric address at the moment a socket opens, so that no spelling, redirect or second DNS
/// answer gets around it. The ranges are those of the IANA special-purpose registries (RFC 6890).
package enum AddressPolicy {
    /// What a feed's `private_networks` allows beyond the public addresses.
    package enum Allowance: Hashable, Sendable {
        /// `private_networks = false`.
        case publicOnly
        /// `private_networks = true`.
        case everything
        /// `private_networks = ["10.1.0.0/16", …]`.
        case networks([Network])
    }

    /// Why an address is refused.
    package enum Refusal: String, Sendable {
        case thisNetwork = "this network (0.0.0.0/8 or ::)"
        case loopback = "loopback"
        case privateNetwork = "a private network"
        case carrierNAT = "a carrier's shared address space"
        case linkLocal = "link-local (where cloud metadata lives)"
        case multicast = "multicast"
        case reserved = "reserved, for documentation or for tests"
        case embedded = "an IPv6 form that hides an IPv4 address"
    }

    /// A block of addresses, as in `10.1.0.0/16` or `fd00::/8`; without a length, one address.
    package struct Network: Hashable, Sendable {
        /// The first address.
        let base: IPAddress
        /// How many leading bits count.
        let length: Int

        /// Reads `ADDRESS` or `ADDRESS/LENGTH`; nil for anything else.
        package init?(_ text: String) {
            let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
            var length = address.width
            if parts.count == 2 {
                guard let number = Int(parts[1]), (0...address.width).contains(number) else { return nil }
                length = number
            }
            base = address
            self.length = length
        }

        init(_ base: IPAddress, _ length: Int) {
            self.base = base
            self.length = length
        }

        /// Whether an address lies in the block.
        package func contains(_ address: IPAddress) -> Bool {
            switch (base, address) {
            case (.v4(let mine), .v4(let other)):
                length == 0 || (mine ^ other) >> UInt32(32 - length) == 0
            case (.v6(let high, let low), .v6(let otherHigh, let otherLow)):
                length == 0
                    || (length <= 64
                        ? (high ^ otherHigh) >> UInt64(64 - length) == 0
                        : high == otherHigh && (low ^ otherLow) >> UInt64(128 - length) == 0)
            default: false
            }
        }
    }

    /// Says why an address must not be connected to; nil when it may.
    package static func refusal(of address: IPAddress, allowing allowance: Allowance) -> Refusal? {
        let inner = embedded(in: address)
        switch allowance {
        case .everything: return nil
        case .networks(let networks):
            if networks.contains(where: { $0.contains(address) || inner.map($0.contains) ?? false }) {
                return nil
            }
        case .publicOnly: break
        }
        return special(address)
    }
}

extension AddressPolicy {
    /// The reason why an address is not a public one; nil for public addresses.
    private static func special(_ address: IPAddress) -> Refusal? {
        switch address {
        case .v4: return v4Ranges.first { $0.0.contains(address) }?.1
        case .v6:
            if let range = v6Ranges.first(where: { $0.0.contains(address) }) { return range.1 }
            // All that is handed out stands in 2000::/3; the rest is refused without knowing what it will be.
            return globalUnicast.contains(address) ? nil : .reserved
        }
    }

    /// The IPv4 address inside a mapped, compatible, 6to4 or NAT64 address, for matching the user's list.
    private static func embedded(in address: IPAddress) -> IPAddress? {
        guard case .v6(let high, let low) = address else { return nil }
        if high == 0, low >> 32 == 0xFFFF || low >> 32 == 0 { return .v4(UInt32(truncatingIfNeeded: low)) }
        if high >> 48 == 0x2002 { return .v4(UInt32(truncatingIfNeeded: high >> 16)) }
        if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 { return .v4(UInt32(truncatingIfNeeded: low)) }
        return nil
    }

    private static func v4(_ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: UInt32, _ length: Int) -> Network {
        Network(.v4(a << 24 | b << 16 | c << 8 | d), length)
    }

    private static func v6(_ high: UInt64, _ low: UInt64 = 0, _ length: Int) -> Network {
        Network(.v6(high: high, low: low), length)
    }

    private static let globalUnicast = v6(0x2000_0000_0000_0000, 0, 3)

    private static let v4Ranges: [(Network, Refusal)] = [
        (v4(0, 0, 0, 0, 8), .thisNetwork),
        (v4(10, 0, 0, 0, 8), .privateNetwork),
        (v4(100, 64, 0, 0, 10), .carrierNAT),
        (v4(127, 0, 0, 0, 8), .loopback),
        (v4(169, 254, 0, 0, 16), .linkLocal),
        (v4(172, 16, 0, 0, 12), .privateNetwork),
        (v4(192, 0, 0, 0, 24), .reserved),
        (v4(192, 0, 2, 0, 24), .reserved),
        // The 6to4 relay, deprecated by RFC 7526.
        (v4(192, 88, 99, 0, 24), .reserved),
        (v4(192, 168, 0, 0, 16), .privateNetwork),
        (v4(198, 18, 0, 0, 15), .reserved),
        (v4(198, 51, 100, 0, 24), .reserved),
        (v4(203, 0, 113, 0, 24), .reserved),
        (v4(224, 0, 0, 0, 4), .multicast),
        (v4(240, 0, 0, 0, 4), .reserved),
        // Metadata of clouds that does not stand in 169.254/16: Azure's wire server.
        (v4(168, 63, 129, 16, 32), .linkLocal),
    ]

    private static let v6Ranges: [(Network, Refusal)] = [
        (v6(0, 0, 128), .thisNetwork),
        (v6(0, 1, 128), .loopback),
        // IPv4-mapped and IPv4-compatible (RFC 4291 2.5.5), and IPv4-translated (RFC 2765).
        (v6(0, 0x0000_FFFF_0000_0000, 96), .embedded),
        (v6(0, 0, 96), .embedded),
        (v6(0, 0xFFFF_0000_0000_0000, 96), .embedded),
        // NAT64 (RFC 6052, RFC 8215), Teredo (RFC 4380), 6to4 (RFC 3056).
        (v6(0x0064_FF9B_0000_0000, 0, 96), .embedded),
        (v6(0x0064_FF9B_0001_0000, 0, 48), .embedded),
        (v6(0x2001_0000_0000_0000, 0, 32), .embedded),
        (v6(0x2002_0000_0000_0000, 0, 16), .embedded),
        // Special registrations 2001::/23, documentation, discard-only.
        (v6(0x2001_0000_0000_0000, 0, 23), .reserved),
        (v6(0x2001_0DB8_0000_0000, 0, 32), .reserved),
        (v6(0x3FFF_0000_0000_0000, 0, 20), .reserved),
        (v6(0x0100_0000_0000_0000, 0, 64), .reserved),
        // Unique local, link-local, the old site-local, multicast.
        (v6(0xFC00_0000_0000_0000, 0, 7), .privateNetwork),
        (v6(0xFE80_0000_0000_0000, 0, 10), .linkLocal),
        (v6(0xFEC0_0000_0000_0000, 0, 10), .privateNetwork),
        (v6(0xFF00_0000_0000_0000, 0, 8), .multicast),
    ]
}
