/// Host names that are not ASCII, as name servers know them (RFC 3492, RFC 5891 4.4).
///
/// libcurl 7.88 converts them only in a process whose locale is UTF-8, which a daemon's is not. Letters are
/// put in lower case; composition is taken as it comes, since the standard library has no normal forms.
enum Punycode {
    /// The host with every label that is not ASCII as `xn--…`; nil when a label is too long to be one.
    static func ascii(ofHost host: String) -> String? {
        // U+3002, the ideographic full stop, separates labels as well (RFC 3490 3.1).
        let labels = host.lowercased().split(omittingEmptySubsequences: false) {
            $0 == "." || $0 == "\u{3002}"
        }
        let converted = labels.map { label in
            label.utf8.allSatisfy { $0 < 0x80 } ? String(label) : "xn--" + encode(label)
        }
        return converted.allSatisfy { $0.utf8.count <= 63 } ? converted.joined(separator: ".") : nil
    }

    /// RFC 3492 6.3.
    ///
    /// Labels that come here are bounded by the length of a URL, so nothing overflows.
    private static func encode(_ label: Substring) -> String {
        let points = label.unicodeScalars.prefix(64).map { Int($0.value) }
        var output = points.filter { $0 < 0x80 }.compactMap { UnicodeScalar($0) }.map { Character($0) }
        let basic = output.count
        if basic > 0 { output.append("-") }
        var (handled, current, delta, bias) = (basic, 0x80, 0, 72)
        while handled < points.count {
            let next = points.filter { $0 >= current }.min() ?? current
            delta += (next - current) * (handled + 1)
            current = next
            for point in points {
                if point < current { delta += 1 }
                guard point == current else { continue }
                append(delta, bias: bias, to: &output)
                bias = adapt(delta, count: handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            current += 1
        }
        return String(output)
    }

    /// A number in digits of mixed base.
    private static func append(_ number: Int, bias: Int, to output: inout [Character]) {
        var (rest, step) = (number, 36)
        while true {
            let threshold = min(max(step - bias, 1), 26)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
            rest = (rest - threshold) / (36 - threshold)
            step += 36
        }
        output.append(digit(rest))
    }

    private static func digit(_ value: Int) -> Character {
        Character(UnicodeScalar(UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26)))
    }

    /// RFC 3492 6.1.
    private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
        var rest = isFirst ? delta / 700 : delta / 2
        rest += rest / count
        var steps = 0
        while rest > 455 {
            rest /= 35
            steps += 36
        }
        return steps + 36 * rest / (rest + 38)
    }
}
