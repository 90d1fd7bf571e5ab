import Articles
import Policy
import Testing

/// A Monday.
private let monday = Timestamp(year: 2026, month: 11, day: 23)
private let day = 86_400.0

/// A record of a feed that was watched for eight weeks, its articles at these seconds before `now`.
private func record(_ ages: some Sequence<Double>, now: Timestamp = monday) -> PublicationRecord {
    var record = PublicationRecord()
    let start = now - .seconds(56 * day)
    record.seed([start], until: start)
    record.observe(ages.sorted(by: >).map { now - .seconds($0) }, until: now)
    return record
}

/// Articles at an even distance over eight weeks, one of them half a distance ago, in no step with hours.
private func steady(perDay: Double) -> [Double] {
    (0..<Int(56 * perDay)).map { (Double($0) + 0.5) * day / perDay }
}

@Suite("Looking ahead")
struct IntensityTests {
    @Test(
        "At a constant rate the wait is the root of twice the price over the rate",
        arguments: [(0.7, 5000), (4.3, 300), (4.3, 5000), (19.7, 1000), (101.3, 300), (101.3, 3000)])
    func squareRoot(perDay: Double, price: Double) {
        let ahead = Intensity(record(steady(perDay: perDay)), from: monday)
        let wait = ahead.wait(price: price, window: 0, longest: 7 * day)
        let expected = (2 * price / (perDay / day)).squareRoot()
        #expect(abs(ahead.mean * day / perDay - 1) < 0.1)
        #expect(abs(wait.seconds / expected - 1) < 0.15, "\(wait.seconds), by the rule \(expected)")
        #expect(wait.end == .price)
        #expect(abs(wait.seconds * wait.articles - 2 * price) < 0.01 * price)
    }

    @Test("Four times the price is twice the wait, and a feed four times as busy waits half as long")
    func scaling() {
        func wait(_ perDay: Double, _ price: Double) -> Double {
            Intensity(record(steady(perDay: perDay)), from: monday)
                .wait(price: price, window: 0, longest: 30 * day).seconds
        }
        #expect(abs(wait(10.3, 4000) / wait(10.3, 1000) - 2) < 0.1)
        #expect(abs(wait(10.3, 1000) / wait(41.2, 1000) - 2) < 0.2)
    }

    /// Twelve articles a day, all between 8:00 and 20:00, the last one at 19:30.
    private var daytime: [Double] {
        (0..<56 * 12).map { number in Double(number / 12) * day + 16_200 + Double(number % 12) * 3600 }
    }

    @Test("Nights stretch the wait, mornings shorten it")
    func nights() {
        let habits = record(daytime)
        func wait(atHour hour: Int) -> Double {
            let now = monday + .seconds(hour * 3600)
            return Intensity(habits, from: now).wait(price: 1000, window: 0, longest: day).seconds
        }
        let (night, morning, noon) = (wait(atHour: 0), wait(atHour: 9), wait(atHour: 12))
        #expect(night > 2.5 * noon, "\(night) against \(noon)")
        #expect(abs(morning / noon - 1) < 0.25)
        #expect(night > 3 * 3600 && night < 11 * 3600, "it is asked again when the day begins")
    }

    @Test("What comes on the hour is asked for right after it")
    func timers() {
        // Hourly, a minute past, for eight weeks; now is half past.
        let now = monday + .seconds(12 * 3600 + 1800)
        let habits = record((0..<1344).map { 1740 + Double($0) * 3600 }, now: now)
        let wait = Intensity(habits, from: now).wait(price: 900, window: 0, longest: day)
        #expect(wait.seconds > 1800 && wait.seconds < 1800 + 420, "\(wait.seconds)")
    }

    @Test("A burst shortens the wait, and less as it passes")
    func bursts() {
        let habits = steady(perDay: 3.1)
        let burst = (0..<8).map { 30 + Double($0) * 200 }
        let calm = Intensity(record(habits), from: monday)
        let just = record(habits + burst)
        func wait(_ seconds: Double) -> Double {
            Intensity(just, from: monday + .seconds(seconds)).wait(price: 2000, window: 0, longest: day)
                .seconds
        }
        let usual = calm.wait(price: 2000, window: 0, longest: day).seconds
        #expect(wait(0) < 0.7 * usual, "\(wait(0)) against \(usual)")
        #expect(wait(0) < wait(6 * 3600) && wait(6 * 3600) < wait(2 * day))
        #expect(wait(4 * day) > 0.8 * usual)
    }

    @Test("A feed that comes in bursts is trusted to do so again, a steady one is not")
    func followers() {
        let clusters = (0..<56 * 6).map { number in
            let (days, place) = (Double(number / 6), Double(number % 6))
            return days * day + 46_800 + place * 400 + Double(number / 6 % 7) * 3000
        }
        let bursty = record(clusters)
        let even = record(steady(perDay: 6.1))
        #expect((bursty.hourFollowers + bursty.hoursFollowers) / bursty.judged > 0.5)
        #expect((even.hourFollowers + even.hoursFollowers) / even.judged < 0.35)
    }

    @Test(
        "No more than half of what a feed shows at once is waited for",
        arguments: [(20, 10.0), (10, 5), (4, 2), (1, .infinity), (0, .infinity)])
    func overflow(window: Int, most: Double) {
        let ahead = Intensity(record(steady(perDay: 96.7)), from: monday)
        let wait = ahead.wait(price: 1e9, window: window, longest: day)
        #expect(wait.articles <= min(most, 120) + 0.001)
        #expect(wait.end == (most < .infinity ? .window : .longest))
        #expect(abs(wait.seconds - min(most / 96.7, 1) * day) < 0.1 * min(most / 96.7, 1) * day + 1)
    }

    @Test("Nothing is ever negative, endless or less than nothing", arguments: [0, 1e-9, 1, 1e12, .infinity])
    func extremes(price: Double) {
        let records = [
            PublicationRecord(), record([]), record(steady(perDay: 2000)),
            record([Double](repeating: 0, count: 500)),
        ]
        for record in records {
            for window in [0, 1, 20] {
                let wait = Intensity(record, from: monday).wait(price: price, window: window, longest: day)
                #expect(wait.seconds >= 0 && wait.seconds <= day && wait.articles >= 0)
                #expect(wait.articles.isFinite)
            }
        }
    }
}

@Suite("Learning when a feed publishes")
struct PublicationRecordTests {
    @Test("A first document is enough to know how often", arguments: [0.5, 2, 12, 48])
    func seed(perDay: Double) {
        var record = PublicationRecord()
        let times = (0..<20).reversed().map { monday - .seconds((Double($0) + 0.5) * day / perDay) }
        record.seed(times, until: monday)
        let mean = Intensity(record, from: monday).mean * day
        // One day of prior belief, 0.3 articles, beside what the document shows: caution where it shows hours only.
        #expect(mean > 0.25 * perDay && mean < 1.05 * perDay + 0.3, "\(mean)")
        #expect(record.since == times.first && record.newest == times.last && record.asOf == monday)
    }

    @Test("Nothing known, a feed is believed to publish now and then")
    func prior() {
        var record = PublicationRecord()
        record.seed([], until: monday)
        #expect(abs(Intensity(record, from: monday).mean * day - 0.3) < 0.001)
        let later = Intensity(record, from: monday + .seconds(60 * day)).mean * day
        #expect(later > 0.015 && later < 0.03, "silence lowers it: \(later)")
    }

    @Test("checklist 31: how often a feed says it changes counts until its articles say better")
    func updatePeriod() {
        func mean(said seconds: Double?, after days: Double, articles: Int) -> Double {
            var record = PublicationRecord()
            record.seed(
                (0..<articles).reversed().map { monday - .seconds(Double($0) * day / 4) }, until: monday)
            record.updateInterval = seconds.map { .seconds($0) }
            return Intensity(record, from: monday + .seconds(days * day)).mean * day
        }
        #expect(abs(mean(said: 3600, after: 0, articles: 0) - 24) < 0.01, "hourly is 24 a day")
        #expect(abs(mean(said: 7 * day, after: 0, articles: 0) - 1.0 / 7) < 0.001)
        #expect(mean(said: 1, after: 0, articles: 0) <= 96.01, "nobody changes every second")
        #expect(mean(said: 3600, after: 3, articles: 0) < 0.2, "three silent days are believed more")
        // Ten days of four a day.
        for said in [900, 3600, 7 * day] {
            let known = mean(said: said, after: 0, articles: 40)
            #expect(known > 3 && known < 5.5, "\(said) s: \(known)")
        }
    }

    @Test("Old habits fade: two weeks leave a little more than a third")
    func forgetting() {
        var record = PublicationRecord()
        record.seed([monday - .seconds(60 * day)], until: monday - .seconds(60 * day))
        record.observe([Timestamp](repeating: monday, count: 8), until: monday)
        record.observe([], until: monday + .seconds(14 * day))
        let rest = record.hours.reduce(0, +)
        #expect(abs(rest / 8 - 0.3679) < 0.001)
        #expect(record.hours[0] == rest && record.minutes[0] == rest && record.lastHour < 1e-9)
    }

    @Test("It is the same whether told at once, late or in many visits")
    func order() {
        let times = (0..<40).map { monday + .seconds($0 * 7919) }
        let end = monday + .seconds(40 * 7919)
        var (once, often, late) = (PublicationRecord(), PublicationRecord(), PublicationRecord())
        once.seed([monday], until: monday)
        (often, late) = (once, once)
        once.observe(times, until: end)
        for time in times { often.observe([time], until: time + .seconds(60)) }
        often.observe([], until: end)
        late.observe(times.filter { $0.milliseconds % 2000 != 0 }, until: end)
        late.observe(times.filter { $0.milliseconds % 2000 == 0 }, until: end)
        for hour in 0..<24 {
            #expect(abs(once.hours[hour] - often.hours[hour]) < 1e-3)
            #expect(abs(once.hours[hour] - late.hours[hour]) < 1e-3)
        }
        #expect(abs(once.lastHours - often.lastHours) < 1e-3 && abs(once.lastHours - late.lastHours) < 1e-3)
        #expect(once.newest == often.newest && once.newest == late.newest)
    }

    @Test("Articles that come faster than the feed's ttl contradict it, twice at most")
    func contradictions() {
        func count(_ gaps: [Int], ttl: Int?) -> Int {
            var record = PublicationRecord()
            record.seed([monday], until: monday)
            var time = monday
            for gap in gaps {
                time = time + .seconds(gap)
                record.observe([time], until: time, timeToLive: ttl.map { .seconds($0) })
            }
            return record.contradictions
        }
        #expect(count([7200, 7200, 7200], ttl: 3600) == 0)
        #expect(count([7200, 1800, 7200], ttl: 3600) == 1)
        #expect(count([1800, 1800, 1800, 600], ttl: 3600) == 2)
        #expect(count([60, 60, 60], ttl: nil) == 0)
    }

    @Test("checklist 28: a clock that was set back a year does not stop the learning")
    func clock() {
        var record = record(steady(perDay: 6.1))
        let past = monday - .seconds(365 * day)
        record.observe([past], until: past)
        #expect(record.asOf == past && record.since == past && record.newest == past)
        let before = record.hours.reduce(0, +)
        record.observe([], until: past + .seconds(14 * day))
        #expect(abs(record.hours.reduce(0, +) / before - 0.3679) < 0.001)
    }
}
