import Glibc
import Parsing

// A stand-in that answers `parse --batch`; the program proper takes its place.

func contents(of path: String) -> [UInt8] {
    guard let file = unsafe fopen(path, "rb") else { return [] }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&chunk, 1, chunk.count, file)
        if count == 0 { return bytes }
        bytes.append(contentsOf: chunk[..<count])
    }
}

while let line = readLine() {
    let job = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    func field(_ index: Int) -> String? { index < job.count && !job[index].isEmpty ? job[index] : nil }
    var output: [UInt8] = []
    do {
        let input = FeedParser.Input(bytes: contents(of: job[0]), contentType: field(2), base: field(1))
        ParseReport.append(try FeedParser.parse(input), to: &output)
    } catch {
        ParseReport.append(error, to: &output)
    }
    var sent = 0
    while sent < output.count {
        let count = unsafe output[sent...].withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
        if count <= 0 { exit(1) }
        sent += count
    }
}
