import Articles
import Glibc
import Host
import Synchronization
import Testing

@testable import Journal

/// A store in a directory of its own, removed with this object.
final class TestStore {
    let layout: StoreLayout
    private static let counter = Atomic(0)

    init() throws {
        let number = Self.counter.add(1, ordering: .relaxed).newValue
        // Memory where there is some: thousands of fdatasync calls on a disk take minutes.
        let base = try File.status(of: "/dev/shm") == nil ? "/tmp" : "/dev/shm"
        layout = StoreLayout(root: "\(base)/newslog-journal-\(getpid())-\(number)")
        try layout.prepare()
    }

    deinit { Self.remove(layout.root) }

    private static func remove(_ path: String) {
        for name in (try? Directory.names(in: path)) ?? [] where (try? File.remove("\(path)/\(name)")) == nil
        {
            remove("\(path)/\(name)")
        }
        unsafe rmdir(path)
    }

    /// The segments' paths, oldest first.
    var segments: [String] {
        get throws { try Directory.names(in: layout.journal).map { "\(layout.journal)/\($0)" } }
    }

    /// The one segment's path.
    var segment: String { get throws { try #require(try segments.last) } }

    /// What a new reader hands out from a position on.
    func read(after seq: Seq = 0) throws -> Contents {
        var reader = try JournalReader(layout, after: seq)
        return try Contents(draining: &reader)
    }
}

/// All that a reader handed out until it came to the end.
struct Contents: Equatable {
    var lines: [String] = []
    var seqs: [Seq] = []
    var gaps: [Gap] = []
    var damage: [Damage] = []

    init() {}

    init(draining reader: inout JournalReader) throws {
        while let frame = try reader.nextFrame() {
            let texts = frame.lines.map { String(decoding: $0, as: UTF8.self) }
            lines += texts
            #expect(texts.count == frame.records)
            for (index, text) in texts.enumerated() {
                #expect(LineSeq.of(Array(text.utf8)[...]) == frame.firstSeq + Seq(index))
            }
            seqs += (0..<frame.records).map { frame.firstSeq + Seq($0) }
            if let gap = frame.gap { gaps.append(gap) }
            damage += frame.damage
        }
    }
}

/// 2026-11-23T12:00:00Z, where the tests stand.
let noon = Timestamp(year: 2026, month: 11, day: 23, hour: 12)

/// A batch of numbered lines with some text.
func batch(from seq: Seq, _ count: Int, _ text: String = "text") -> [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<count {
        bytes += Array("{\"v\":1,\"seq\":\(seq + Seq(index)),\"title\":\"\(text) \(index)\"}\n".utf8)
    }
    return bytes
}

/// Bytes that no compressor makes smaller, as text without quotes and backslashes.
func noise(_ count: Int, seed: UInt64 = 1) -> String {
    var state = seed
    return String(
        decoding: (0..<count).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return 0x5D + UInt8(state >> 59)
        }, as: UTF8.self)
}

extension JournalWriter {
    /// Commits `count` lines and returns their text.
    @discardableResult
    mutating func write(_ count: Int, _ text: String = "text", at now: Timestamp = noon) throws -> [String] {
        let plain = batch(from: nextSeq, count, text)
        try commit(plain, records: count, at: now)
        return Lines(plain[...]).map { String(decoding: $0, as: UTF8.self) }
    }
}

func bytes(of path: String) throws -> [UInt8] {
    let file = try File(path, .read)
    return try file.read(try file.status().size, at: 0)
}

func write(_ bytes: [UInt8], to path: String) throws {
    try File.remove(path)
    let file = try File(path, .create(mode: 0o640))
    #expect(try file.write(bytes[...]) == bytes.count)
}

/// Runs a shell command without its output and returns its status.
func shell(_ command: String) -> Int32 {
    unsafe system("{ \(command); } >/dev/null 2>&1")
}
