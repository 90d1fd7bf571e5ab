import Articles
import Testing

@Suite struct SpanSearchTests {
    @Test("The first of two bytes is found where a plain loop finds it, from and before every place")
    func againstLoop() {
        var seed: UInt64 = 3
        for length in 0..<40 {
            let bytes = (0..<length).map { _ in
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return [UInt8(0x22), 0x5C, 0x21, 0x23, 0x5D, 0xA2, 0xDC, 0x00, 0x61, 0x62, 0x63, 0x64][
                    Int(seed >> 33) % 12]
            }
            for start in 0...length {
                for end in start...length {
                    let expected = (start..<end).first { bytes[$0] == 0x22 || bytes[$0] == 0x5C } ?? end
                    #expect(bytes.span.firstIndex(of: 0x22, or: 0x5C, from: start, before: end) == expected)
                }
            }
        }
    }

    @Test("Behind the end nothing is found")
    func behindEnd() {
        #expect([UInt8(0x22)].span.firstIndex(of: 0x22, or: 0x22, from: 3, before: 1) == 3)
    }

    @Test("One byte in long stretches: before, in and behind whole blocks")
    func long() {
        var bytes = [UInt8](repeating: 0x41, count: 200)
        for place in bytes.indices {
            bytes[place] = 0x0A
            for start in [0, 1, 7, 63, 64, 65, 128, 199] {
                for end in [start, 64, 65, 127, 128, 130, 192, 199, 200] where end >= start {
                    let expected = (start..<end).contains(place) ? place : end
                    #expect(bytes.span.firstIndex(of: 0x0A, from: start, before: end) == expected)
                }
            }
            bytes[place] = 0x41
        }
        #expect([UInt8(0x22)].span.firstIndex(of: 0x22, from: 3, before: 1) == 3)
    }
}
