// CPU of reading a date of some shapes, against strptime and timegm on the two that glibc can read.
//
//     dates                       nanoseconds a date, the least of nine runs, and the ratio
//     dates READER SHAPE COUNT    reads COUNT dates, for callgrind; READER is newslog or glibc
import Articles
import CStrptime
import Glibc
import Parsing

let shapes: [(name: String, text: String, format: String?)] = [
    ("rfc822", "Mon, 23 Nov 2026 14:05:06 +0200", "%a, %d %b %Y %H:%M:%S %z"),
    ("rfc3339", "2026-11-23T14:05:06+02:00", "%Y-%m-%dT%H:%M:%S%z"),
    ("gmt", "Mon, 23 Nov 2026 14:05:06 GMT", nil),
    ("loose", "Monday, November 23, 2026 2:05 PM EST", nil),
    ("arabic", "الاثنين 23 نوفمبر 2026 - 14:05", nil),
    ("chinese", "2026年11月23日 14:05:06", nil),
    ("none", "not a date at all", nil),
]

/// Seconds of CPU that the process has used.
func cpu() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

func read(_ text: String, times: Int) -> Int64 {
    let bytes = Array(text.utf8)
    let reader = DateReader()
    var sum: Int64 = 0
    for _ in 0..<times {
        if case .instant(let instant) = reader.read(bytes.span) { sum &+= instant.milliseconds }
    }
    return sum
}

func readWithGlibc(_ text: String, format: String, times: Int) -> Int64 {
    var sum: Int64 = 0
    unsafe text.withCString { text in
        unsafe format.withCString { format in
            for _ in 0..<times { sum &+= unsafe glibc_date(text, format) }
        }
    }
    return sum
}

/// Nanoseconds of CPU a date.
func least(_ times: Int, _ work: () -> Int64) -> (nanoseconds: Double, sum: Int64) {
    var least = Double.infinity
    var sum: Int64 = 0
    for _ in 0..<9 {
        let start = cpu()
        sum = work()
        least = min(least, cpu() - start)
    }
    return (least / Double(times) * 1e9, sum)
}

func padded(_ value: Double, digits: Int = 1) -> String {
    let scale = digits == 1 ? 10.0 : 100.0
    let text = "\((value * scale).rounded() / scale)"
    return String(repeating: " ", count: max(0, 9 - text.count)) + text
}

let arguments = CommandLine.arguments.dropFirst()
if arguments.count == 3, let shape = shapes.first(where: { $0.name == arguments[2] }),
    let times = Int(arguments[3])
{
    print(
        arguments[1] == "glibc"
            ? readWithGlibc(shape.text, format: shape.format ?? "", times: times)
            : read(shape.text, times: times))
    exit(0)
}

print("shape       ns a date   glibc ns   ratio")
for shape in shapes {
    let times = shape.format == nil && shape.name != "gmt" ? 50_000 : 1_000_000
    let own = least(times) { read(shape.text, times: times) }
    var row = shape.name + String(repeating: " ", count: 10 - shape.name.count) + padded(own.nanoseconds)
    if let format = shape.format {
        let glibc = least(times) { readWithGlibc(shape.text, format: format, times: times) }
        precondition(own.sum == glibc.sum, "both read the same instant")
        row += "  " + padded(glibc.nanoseconds) + padded(own.nanoseconds / glibc.nanoseconds, digits: 2)
    }
    print(row)
}
