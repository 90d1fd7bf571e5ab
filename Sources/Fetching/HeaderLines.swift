internal import CCurl

/// Header lines for libcurl (CURLOPT_HTTPHEADER), all in one piece of memory.
struct HeaderLines {
    /// The lines, a NUL after each, and where each begins.
    private var bytes: [UInt8] = []
    private var starts: [Int] = []

    /// The lines as texts.
    var texts: [String] { starts.indices.map { String(decoding: bytes[range(of: $0)], as: UTF8.self) } }

    /// Appends a line, unless a control character in it would begin a header of its own.
    mutating func append(_ name: String, _ value: some Collection<UInt8>) {
        if starts.isEmpty {
            // Enough for what is usual.
            bytes.reserveCapacity(512)
            starts.reserveCapacity(8)
        }
        let start = bytes.count
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(0x20)
        bytes.append(contentsOf: value)
        for byte in bytes[start...] where byte < 0x20 && byte != 0x09 || byte == 0x7F {
            bytes.removeSubrange(start...)
            return
        }
        bytes.append(0)
        starts.append(start)
    }

    /// Appends other lines.
    mutating func append(_ other: HeaderLines) {
        starts.append(contentsOf: other.starts.lazy.map { [count = bytes.count] in count + $0 })
        bytes.append(contentsOf: other.bytes)
    }

    /// Takes out the lines of a name, in whatever case.
    mutating func remove(_ name: String) {
        let name = Array("\(name):".lowercased().utf8)
        starts.removeAll { start in
            String(decoding: bytes[start...].prefix(name.count), as: UTF8.self).lowercased().utf8
                .elementsEqual(name)
        }
    }

    private func range(of line: Int) -> Range<Int> {
        starts[line]..<(bytes[starts[line]...].firstIndex(of: 0) ?? bytes.count)
    }

    /// The list for libcurl; nil when there is no memory, or nothing to list.
    ///
    /// The C function is `curl_slist_append`.
    func makeList() -> UnsafeMutablePointer<curl_slist>? {
        var first: UnsafeMutablePointer<curl_slist>?
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { lines in
                for start in starts {
                    guard let line = unsafe lines.baseAddress.map({ unsafe $0 + start }),
                        let longer = unsafe curl_slist_append(first, line)
                    else {
                        unsafe curl_slist_free_all(first)
                        unsafe first = nil
                        return
                    }
                    unsafe first = longer
                }
            }
        }
        return unsafe first
    }
}
