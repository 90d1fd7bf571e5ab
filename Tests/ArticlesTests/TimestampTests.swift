import Articles
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "Writes and reads the fixed form",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_700_000_000_123, "2023-11-14T22:13:20.123Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (-2_203_891_200_000, "1900-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
            (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
        ] as [(Int64, String)])
    func fixedForm(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(Timestamp(fixed: Array(text.utf8)) == Timestamp(milliseconds: milliseconds))
    }

    @Test("Writes without milliseconds")
    func seconds() {
        var output: [UInt8] = []
        Timestamp(seconds: 1).append(to: &output, withMilliseconds: false)
        #expect(String(decoding: output, as: UTF8.self) == "1970-01-01T00:00:01Z")
    }

    @Test(
        "Refuses every other form",
        arguments: [
            "", "2023-11-14T22:13:20Z", "2023-11-14T22:13:20.123", "2023/11/14T22:13:20.123Z",
            "2023-11-14 22:13:20.123Z",
            "2023-11-14T22-13-20.123Z", "2023-11-14T22:13:20,123Z", "2023-13-14T22:13:20.123Z",
            "2023-02-29T00:00:00.000Z",
            "2023-11-14T24:00:00.000Z", "2023-11-14T22:60:20.123Z", "2023-11-14T22:13:60.123Z",
            "2023-00-14T22:13:20.123Z",
            "2023-11-00T22:13:20.123Z", "+023-11-14T22:13:20.123Z", "2023-11-14T22:13:20.123z",
            "2023-11-14T22:13:20.1234Z",
        ])
    func refuses(text: String) {
        #expect(Timestamp(fixed: Array(text.utf8)) == nil)
    }

    @Test("Lets the fields overflow their units")
    func overflowingFields() {
        #expect(
            Timestamp(year: 2024, month: 1, day: 1, minute: 90)
                == Timestamp(year: 2024, month: 1, day: 1, hour: 1, minute: 30))
        #expect(Timestamp(year: 2023, month: 2, day: 29) == Timestamp(year: 2023, month: 3, day: 1))
        for year in [Int(Int32.min), Int(Int32.max)] {
            let instant = Timestamp(
                year: year, month: year, day: year, hour: year, minute: year, second: year, millisecond: year)
            #expect((instant.milliseconds < 0) == (year < 0))
        }
    }

    @Test("Agrees with itself on every day of the plausible years")
    func calendar() {
        var expected = Timestamp(year: 1900, month: 1, day: 1)
        while expected < Timestamp(year: 2101, month: 1, day: 1) {
            let fields = expected.fields
            let again = Timestamp(year: fields.year, month: fields.month, day: fields.day)
            if again != expected { Issue.record("\(expected)") }
            expected = expected + .seconds(86_400)
        }
        #expect(expected == Timestamp(year: 2101, month: 1, day: 1))
    }

    @Test("Stays within its range whatever is asked of it", arguments: [Int64.min, -1, 0, 1, Int64.max])
    func extremes(value: Int64) {
        let instant = Timestamp(milliseconds: value)
        #expect(instant.description.utf8.count == 24)
        #expect((Timestamp(seconds: value).milliseconds < 0) == (value < 0))
        #expect(instant + .milliseconds(Int64.max) >= instant)
        #expect(instant - .milliseconds(Int64.max) <= instant)
        #expect(instant - Timestamp(milliseconds: .min) >= .zero)
        #expect(instant - Timestamp(milliseconds: .max) <= .zero)
        #expect(instant + .seconds(Int64.max) >= instant)
    }

    @Test("Adds and subtracts durations")
    func durations() {
        let instant = Timestamp(milliseconds: 1_500)
        #expect(instant + .milliseconds(500) == Timestamp(seconds: 2))
        #expect(instant - .seconds(2) == Timestamp(milliseconds: -500))
        #expect(Timestamp(seconds: 2) - instant == .milliseconds(500))
        #expect(Duration.milliseconds(-1_500).milliseconds == -1_500)
        #expect(Duration.microseconds(1_999).milliseconds == 1)
        #expect(instant < Timestamp(seconds: 2))
    }
}
