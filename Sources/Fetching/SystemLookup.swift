internal import CCurl
internal import Glibc
internal import Policy

/// Looks names up the way the machine is set up to (files, DNS …).
///
/// The C function is `getaddrinfo`.
package enum SystemLookup {
    /// Waits for the answer: seconds, when name servers are silent.
    package static func addresses(of host: String) -> LookupAnswer {
        var hints = unsafe addrinfo()
        unsafe hints.ai_family = AF_UNSPEC
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_flags = AI_ADDRCONFIG
        var first: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, nil, &hints, &first)
        guard code == 0 else { return unsafe .failed(String(cString: gai_strerror(code))) }
        defer { unsafe freeaddrinfo(first) }
        var addresses: [IPAddress] = []
        var next = unsafe first
        while let entry = unsafe next {
            if let address = unsafe address(of: entry.pointee), !addresses.contains(address) {
                addresses.append(address)
            }
            unsafe next = entry.pointee.ai_next
        }
        return .addresses(addresses)
    }

    private static func address(of entry: addrinfo) -> IPAddress? {
        guard let socket = unsafe UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET:
            var address = unsafe socket.loadUnaligned(as: sockaddr_in.self).sin_addr
            return unsafe IPAddress(networkBytes: withUnsafeBytes(of: &address) { unsafe Array($0) })
        case AF_INET6:
            var address = unsafe socket.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return unsafe IPAddress(networkBytes: withUnsafeBytes(of: &address) { unsafe Array($0) })
        default: return nil
        }
    }
}
