/// Names of time zones as publishers use them, in minutes east of Greenwich.
///
/// Where a name is used in several places, what feeds mean by it stands here: AST is the Atlantic's (RFC 822's
/// neighbours), IST India's, CST the one of RFC 822. The single letters of RFC 822 but Z are in no table: their signs
/// were published wrong (RFC 2822 4.3), and nobody means them.
extension DateNames {
    static let zones: [(name: String, minutes: Int)] = [
        // Universal time.
        ("ut", 0), ("utc", 0), ("gmt", 0), ("z", 0), ("zulu", 0),
        // North America.
        ("nst", -210), ("ndt", -150), ("ast", -240), ("adt", -180), ("est", -300), ("edt", -240),
        ("cst", -360),
        ("cdt", -300), ("mst", -420), ("mdt", -360), ("pst", -480), ("pdt", -420), ("akst", -540),
        ("akdt", -480),
        ("hst", -600),
        // South America.
        ("brt", -180), ("brst", -120), ("art", -180), ("clt", -240), ("clst", -180), ("cot", -300),
        ("pet", -300),
        ("uyt", -180), ("bot", -240), ("vet", -240),
        // Europe.
        ("wet", 0), ("west", 60), ("bst", 60), ("cet", 60), ("cest", 120), ("met", 60), ("mest", 120),
        ("mez", 60),
        ("mesz", 120), ("eet", 120), ("eest", 180), ("msk", 180), ("msd", 240), ("trt", 180),
        // Africa and the Middle East.
        ("wat", 60), ("cat", 120), ("sast", 120), ("eat", 180), ("idt", 180), ("irst", 210), ("irdt", 270),
        ("gst", 240),
        // Asia.
        ("pkt", 300), ("uzt", 300), ("ist", 330), ("npt", 345), ("ict", 420), ("wib", 420), ("wita", 480),
        ("wit", 540), ("hkt", 480), ("sgt", 480), ("myt", 480), ("pht", 480), ("awst", 480), ("jst", 540),
        ("kst", 540),
        // Australia and New Zealand.
        ("acst", 570), ("acdt", 630), ("aest", 600), ("aedt", 660), ("nzst", 720), ("nzdt", 780),
    ]
}
