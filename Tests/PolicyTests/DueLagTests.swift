import Testing

@testable import Policy

@Suite struct DueLagTests {
    @Test("checklist 55: of the last 4,096 requests the half and all but a hundredth")
    func quantiles() {
        var lag = DueLag()
        #expect(lag.quantiles([0.5]) == nil)
        lag.note(.milliseconds(1500))
        #expect(lag.quantiles([0.5, 0.99]) == [1.5, 1.5])
        for second in 1...10_000 { lag.note(.seconds(second)) }
        // 5,905 to 10,000 are remembered.
        #expect(lag.quantiles([0, 0.5, 0.99, 1]) == [5905, 7953, 9960, 10_000])
        var early = DueLag()
        early.note(.seconds(-3))
        #expect(early.quantiles([0.5]) == [0], "a clock that was set back makes nobody early")
    }
}
