internal import CCurl

/// Header lines for libcurl (CURLOPT_HTTPHEADER), all in one piece of memory.
struct HeaderLines {
    /// The lines, a NUL after each, and where each begins.
    private var bytes: [UInt8] = []
    private var starts: [Int] = []

    /// Makes a list without lines.
    init() {}

    /// Makes a list of one entry that is no header, such as those of CURLOPT_RESOLVE.
    init(entry: String) {
        bytes = Array(entry.utf8) + [0]
        starts = [0]
    }

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
        guard bytes.span.extracting(start...).isHeaderText else {
            bytes.removeSubrange(start...)
            return
        }
        bytes.append(0)
        starts.append(start)
    }

    /// Appends other lines.
    mutating func append(_ other: HeaderLines) {
        for start in other.starts { starts.append(bytes.count + start) }
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

    /// The list for libcurl, which reads it and never frees or changes it; nil when there is nothing to list.
    func makeList() -> HeaderList? { starts.isEmpty ? nil : HeaderList(bytes, starts) }
}

/// The owner of a list of header lines as libcurl reads it: the lines and the links between them in two pieces of memory,
/// where `curl_slist_append` would take two for each line.
@safe struct HeaderList: ~Copyable {
    private let lines: UnsafeMutablePointer<CChar>
    private let links: UnsafeMutablePointer<curl_slist>

    fileprivate init(_ bytes: [UInt8], _ starts: [Int]) {
        let lines = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { source in
                if let base = source.baseAddress { unsafe lines.initialize(from: base, count: bytes.count) }
            }
        }
        let links = UnsafeMutablePointer<curl_slist>.allocate(capacity: starts.count)
        unsafe (self.lines, self.links) = (lines, links)
        for (index, start) in starts.enumerated() {
            let next = unsafe index + 1 < starts.count ? links + index + 1 : nil
            unsafe (links + index).initialize(to: curl_slist(data: lines + start, next: next))
        }
    }

    deinit {
        unsafe links.deallocate()
        unsafe lines.deallocate()
    }

    /// Lends the list; libcurl may use it for as long as this object lives.
    func withList<Result>(_ body: (UnsafeMutablePointer<curl_slist>) -> Result) -> Result {
        unsafe body(links)
    }
}

extension Span<UInt8> {
    /// Whether there is no control character in it but tabs; without a way out, so that it is looked at many bytes at once.
    fileprivate var isHeaderText: Bool {
        var controls: UInt8 = 0
        for index in indices {
            let byte = self[index]
            controls |= (byte < 0x20 ? 1 : 0) & (byte == 0x09 ? 0 : 1) | (byte == 0x7F ? 1 : 0)
        }
        return controls == 0
    }
}
