extension DateLanguage {
    /// Germanic, Romance and Celtic languages, Basque and Maltese.
    static let westEuropean: [DateLanguage] = [
        DateLanguage(
            tag: "en",  // English
            months: [
                "January February March April May June July August September October November December",
                "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
                "- - - - - - - - Sept - - -",
            ],
            weekdays:
                "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Weds Thu Thur "
                + "Thurs Fri Sat Sun",
            clock: "at", fillers: "on of the st nd rd th o'clock hrs hours", forenoon: "am", afternoon: "pm",
            eras: ["AD": 0, "CE": 0], order: .unknown),
        DateLanguage(
            tag: "fr",  // French
            months: [
                "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
                "janv févr mars avr mai juin juil août sept oct nov déc",
                "jan fév mar - - - juill aou sep - - -",
            ],
            weekdays: "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
            clock: "à vers", fillers: "le du au er", hours: "h heure heures", minutes: "min mn", seconds: "s",
            zones: ["HNE": -300, "HAE": -240]),
        DateLanguage(
            tag: "de",  // German; Jänner and Feber are Austrian
            months: [
                "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
                "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
                "Jänner Feber Mrz - - - - - Sept - - -",
            ],
            weekdays:
                "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Mo Di Mi Do Fr Sa So",
            clock: "um", fillers: "am den der vom", hours: "Uhr h", zones: ["MEZ": 60, "MESZ": 120]),
        DateLanguage(
            tag: "lb",  // Luxembourgish
            months: [
                "Januar Februar Mäerz Abrëll Mee Juni Juli August September Oktober November Dezember",
                "Jan Feb Mäe Abr Mee Juni Juli Aug Sep Okt Nov Dez",
            ],
            weekdays: "Méindeg Dënschdeg Mëttwoch Donneschdeg Freideg Samschdeg Sonndeg", clock: "um",
            fillers: "den", hours: "Auer"),
        DateLanguage(
            tag: "nl",  // Dutch
            months: [
                "januari februari maart april mei juni juli augustus september oktober november december",
                "jan feb mrt apr mei jun jul aug sep okt nov dec",
            ],
            weekdays: "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo",
            clock: "om", fillers: "op de e", hours: "uur u"),
        DateLanguage(
            tag: "af",  // Afrikaans
            months: [
                "Januarie Februarie Maart April Mei Junie Julie Augustus September Oktober November Desember",
                "Jan Feb Mrt Apr Mei Jun Jul Aug Sep Okt Nov Des",
            ],
            weekdays: "Maandag Dinsdag Woensdag Donderdag Vrydag Saterdag Sondag", clock: "om", fillers: "op",
            forenoon: "vm", afternoon: "nm"),
        DateLanguage(
            tag: "sv",  // Swedish
            months: [
                "januari februari mars april maj juni juli augusti september oktober november december",
                "jan feb mar apr maj jun jul aug sep okt nov dec",
            ],
            weekdays: "måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tor tors fre lör sön",
            clock: "kl klockan", fillers: "den"),
        DateLanguage(
            tag: "da",  // Danish
            months: [
                "januar februar marts april maj juni juli august september oktober november december",
                "jan feb mar apr maj jun jul aug sep okt nov dec",
                "- - - - - - - - sept - - -",
            ],
            weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag man tirs ons tors fre lør søn",
            clock: "kl klokken", fillers: "den d"),
        DateLanguage(
            tag: "no",  // Norwegian, both of its forms
            months: [
                "januar februar mars april mai juni juli august september oktober november desember",
                "jan feb mar apr mai jun jul aug sep okt nov des",
            ],
            weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag man tir ons tor fre lør søn "
                + "måndag tysdag laurdag sundag",
            clock: "kl klokken klokka", fillers: "den"),
        DateLanguage(
            tag: "is",  // Icelandic
            months: [
                "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
                "jan feb mar apr maí jún júl ágú sep okt nóv des",
            ],
            weekdays: "mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur "
                + "mánudaginn þriðjudaginn miðvikudaginn fimmtudaginn föstudaginn laugardaginn sunnudaginn",
            clock: "kl klukkan"),
        DateLanguage(
            tag: "es",  // Spanish
            months: [
                "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
                "ene feb mar abr may jun jul ago sep oct nov dic",
                "- - - - - - - - setiembre - - -",
                "- - - - - - - - sept - - -",
            ],
            weekdays: "lunes martes miércoles jueves viernes sábado domingo lun mar mié jue vie sáb dom",
            clock: "a_las a_la las", fillers: "de del el a la por", forenoon: "am a_m de_la_mañana",
            afternoon: "pm p_m de_la_tarde", night: "de_la_noche", hours: "h hs hrs horas", minutes: "min"),
        DateLanguage(
            tag: "pt",  // Portuguese
            months: [
                "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
                "jan fev mar abr mai jun jul ago set out nov dez",
            ],
            weekdays: "segunda terça quarta quinta sexta sábado domingo feira seg ter qua qui sex sáb dom",
            clock: "às as", fillers: "de do da em o a", forenoon: "da_manhã", afternoon: "da_tarde",
            night: "da_noite", hours: "h hs horas", minutes: "min"),
        DateLanguage(
            tag: "gl",  // Galician
            months: [
                "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
                "xan feb mar abr mai xuñ xul ago set out nov dec",
            ],
            weekdays: "luns martes mércores xoves venres sábado domingo", clock: "ás", fillers: "de do",
            hours: "h"),
        DateLanguage(
            tag: "ca",  // Catalan
            months: [
                "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
                "gen febr març abr maig juny jul ag set oct nov des",
            ],
            weekdays: "dilluns dimarts dimecres dijous divendres dissabte diumenge dl dt dc dj dv ds dg",
            clock: "a_les les", fillers: "de d del", hours: "h hores"),
        DateLanguage(
            tag: "it",  // Italian
            months: [
                "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
                "gen feb mar apr mag giu lug ago set ott nov dic",
                "- febb - - - - - - sett - - -",
            ],
            weekdays: "lunedì martedì mercoledì giovedì venerdì sabato domenica lun mar mer gio ven sab dom",
            clock: "ore alle alle_ore h", fillers: "il di del", forenoon: "di_mattina", night: "di_notte"),
        DateLanguage(
            tag: "ro",  // Romanian and Moldovan
            months: [
                "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
                "ian feb mar apr mai iun iul aug sep oct noi dec",
                "- - - - - - - - sept - nov -",
            ],
            weekdays: "luni marți miercuri joi vineri sâmbătă duminică lun mar mie joi vin sâm dum",
            clock: "ora orele la", fillers: "de"),
        DateLanguage(
            tag: "cy",  // Welsh; Mawrth is also Tuesday
            months: [
                "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
                "Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag",
            ],
            weekdays: "dydd Llun Mawrth Mercher Iau Gwener Sadwrn Sul Maw"),
        DateLanguage(
            tag: "ga",  // Irish
            months: [
                "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán_Fómhair Deireadh_Fómhair Samhain Nollaig",
                "Ean Feabh Márta Aib Beal Meith Iúil - MFómh DFómh Samh Noll",
            ],
            weekdays: "Dé Luain Máirt Céadaoin Déardaoin hAoine Sathairn Domhnach"),
        DateLanguage(
            tag: "eu",  // Basque: azaroaren 23a
            months: [
                "urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua",
                "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren abenduaren",
            ],
            weekdays: "astelehena asteartea asteazkena osteguna ostirala larunbata igandea", fillers: "ko a",
            order: .yearFirst),
        DateLanguage(
            tag: "mt",  // Maltese
            months: [
                "Jannar Frar Marzu April Mejju Ġunju Lulju Awwissu Settembru Ottubru Novembru Diċembru",
                "Jan Fra Mar Apr Mej Ġun Lul Aww Set Ott Nov Diċ",
            ],
            fillers: "ta"),
    ]
}
