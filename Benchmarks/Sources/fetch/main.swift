// What the Fetching layer alone costs, without schedule, journal and parser; `bare-curl.c` is its anchor.
//
//     fetch FILE CERTIFICATES ROUNDS [h2]      microseconds of CPU a request, round after round
//     fetch FILE CERTIFICATES hang             kilobytes of memory while servers are silent
//
// FILE has a URL a line, after a tab the entity tag that is sent. A host is asked by one request at a time, without a
// pause, so that many lines of one host share its connection.
import Fetching
import Glibc
import Policy
import Synchronization

/// Seconds of CPU that the process has used.
func cpu() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// Bytes of memory that are resident.
func resident() -> Int {
    guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
    defer { _ = unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard unsafe fgets(&line, 128, file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (Int(text.split(separator: " ")[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// The lines of a file.
func lines(of path: String) -> [Substring] {
    guard let file = unsafe fopen(path, "r") else { return [] }
    defer { _ = unsafe fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while case let count = unsafe fread(&part, 1, part.count, file), count > 0 { bytes += part[..<count] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
}

/// Where the fetcher's thread puts what came, and the main thread waits for it.
final class Count: Sendable {
    private struct State {
        var left = 0
        var good = 0
        var bytes = 0
        var words: String?
    }
    private let state = Mutex(State())

    func expect(_ count: Int) { state.withLock { $0 = State(left: count) } }

    func take(_ results: [FetchResult]) {
        state.withLock { state in
            for result in results {
                state.left -= 1
                switch result {
                case .response(let response):
                    state.good += 1
                    state.bytes += response.body.count
                case .failure(let failure): state.words = "\(failure.code.rawValue): \(failure.message)"
                }
            }
        }
    }

    /// The number of good answers and the bytes of their documents, once all are there.
    func wait() -> (good: Int, bytes: Int, words: String?) {
        while true {
            let (left, result) = state.withLock { ($0.left, ($0.good, $0.bytes, $0.words)) }
            if left <= 0 { return result }
            usleep(20_000)
        }
    }
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 3 else { exit(64) }
let isHTTP2 = arguments.last == "h2"
let requests = lines(of: arguments[1]).enumerated().map { number, line in
    let parts = line.split(separator: "\t")
    var request = FetchRequest(token: number, url: String(parts[0]), userAgent: "newslog-benchmark/1")
    if parts.count > 1 { request.etag = Array(parts[1].utf8) }
    request.privateNetworks = .everything
    request.offersHTTP2 = isHTTP2
    return request
}
var settings = FetchSettings()
settings.certificates = arguments[2]
settings.politeness.gap = .zero
let count = Count()
let fetcher = try Fetcher(settings: settings) { count.take($0) }

if arguments[3] == "hang" {
    let before = resident()
    fetcher.submit(requests)
    sleep(8)
    print("\((resident() - before) / 1024) KB for \(requests.count) requests in flight")
    exit(0)
}
for _ in 0..<(Int(arguments[3]) ?? 1) {
    count.expect(requests.count)
    let start = cpu()
    fetcher.submit(requests)
    let (good, bytes, words) = count.wait()
    let spent = (cpu() - start) / Double(max(1, requests.count)) * 1e6
    print("\((spent * 10).rounded() / 10) us a request, \(good) good, \(bytes) bytes \(words ?? "")")
}
fetcher.stop()
