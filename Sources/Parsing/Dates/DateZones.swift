/// Names of time zones as publishers use them.
///
/// Where a name is used in several places, what feeds mean by it stands here: AST is the Atlantic's (RFC 822's
/// neighbours), IST India's, CST the one of RFC 822; a language that means another one says so in its row. The single
/// letters of RFC 822 but Z are in no table: their signs were published wrong (RFC 2822 4.3), and nobody means them.
enum DateZones {
    /// Names of universal time that an offset may follow.
    static let universal = ["UT", "UTC", "GMT"]

    /// Minutes east of Greenwich.
    static let minutes: [(name: String, minutes: Int)] = [
        ("Z", 0), ("Zulu", 0),
        // North America.
        ("NST", -210), ("NDT", -150), ("AST", -240), ("ADT", -180), ("EST", -300), ("EDT", -240),
        ("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360), ("PST", -480), ("PDT", -420),
        ("AKST", -540), ("AKDT", -480), ("HST", -600),
        // South America.
        ("BRT", -180), ("BRST", -120), ("ART", -180), ("CLT", -240), ("CLST", -180), ("COT", -300),
        ("PET", -300), ("UYT", -180), ("BOT", -240), ("VET", -240),
        // Europe.
        ("WET", 0), ("WEST", 60), ("BST", 60), ("CET", 60), ("CEST", 120), ("MET", 60), ("MEST", 120),
        ("EET", 120), ("EEST", 180), ("MSK", 180), ("MSD", 240), ("TRT", 180),
        // Africa and the Middle East.
        ("WAT", 60), ("CAT", 120), ("SAST", 120), ("EAT", 180), ("IDT", 180), ("IRST", 210), ("IRDT", 270),
        ("GST", 240),
        // Asia.
        ("PKT", 300), ("UZT", 300), ("IST", 330), ("NPT", 345), ("ICT", 420), ("HKT", 480), ("SGT", 480),
        ("MYT", 480), ("PHT", 480), ("AWST", 480), ("JST", 540), ("KST", 540),
        // Australia and New Zealand.
        ("ACST", 570), ("ACDT", 630), ("AEST", 600), ("AEDT", 660), ("NZST", 720), ("NZDT", 780),
    ]
}
