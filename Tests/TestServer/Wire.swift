internal import CTLS
internal import Glibc

/// The server's end of a connection, plain or under TLS; owned by the thread that serves it.
@safe final class Wire {
    let descriptor: Int32
    private let stop: Int32
    private let ssl: OpaquePointer?
    /// Whether the client speaks HTTP/2, by ALPN.
    private(set) var isHTTP2 = false
    /// Whether the client resumed a TLS session.
    private(set) var isResumed = false

    /// Takes a connection over; nil, the connection closed, when no TLS comes about.
    init?(_ descriptor: Int32, stop: Int32, identity: TLSIdentity?) {
        (self.descriptor, self.stop) = (descriptor, stop)
        unsafe ssl = identity.flatMap { unsafe $0.connection(descriptor) }
        guard let ssl = unsafe ssl else { return }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        guard retrying({ unsafe SSL_accept(ssl) }) > 0 else {
            close()
            return nil
        }
        var (name, length): (UnsafePointer<UInt8>?, UInt32) = (nil, 0)
        unsafe SSL_get0_alpn_selected(ssl, &name, &length)
        isHTTP2 = length == 2
        isResumed = unsafe SSL_session_reused(ssl) == 1
    }

    /// Reads what there is, waiting for it; empty at the end of the connection or of the server.
    func read() -> [UInt8] {
        guard let ssl = unsafe ssl else {
            let ready = Socket.wait(reading: [descriptor, stop])
            return ready[1] ? [] : Socket.read(descriptor)
        }
        return unsafe [UInt8](unsafeUninitializedCapacity: 16 << 10) { buffer, count in
            let (target, size) = (buffer.baseAddress, Int32(buffer.count))
            count = max(0, Int(retrying { unsafe SSL_read(ssl, target, size) }))
        }
    }

    /// Writes all bytes; false when the other end is gone or the server stops.
    func write(_ bytes: [UInt8]) -> Bool {
        guard let ssl = unsafe ssl else { return Socket.write(bytes, to: descriptor, unless: stop) }
        guard !bytes.isEmpty else { return true }
        return unsafe bytes.withUnsafeBytes { source in
            retrying { unsafe SSL_write(ssl, source.baseAddress, Int32(source.count)) }
        } > 0
    }

    /// Says the end of TLS, as an honest server does, and closes.
    func close() {
        if let ssl = unsafe ssl {
            _ = unsafe SSL_shutdown(ssl)
            unsafe SSL_free(ssl)
        }
        _ = Glibc.close(descriptor)
    }

    /// Repeats a call of OpenSSL for as long as it only wants the socket to be ready.
    private func retrying(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            guard result <= 0 else { return result }
            let wants = unsafe SSL_get_error(ssl, result)
            guard wants == SSL_ERROR_WANT_READ || wants == SSL_ERROR_WANT_WRITE else { return result }
            let events = Int16(wants == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT)
            if !Socket.wait(for: events, of: descriptor, unless: stop) { return -1 }
        }
    }
}
