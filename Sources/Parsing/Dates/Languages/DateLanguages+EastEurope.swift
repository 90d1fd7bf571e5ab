extension DateLanguage {
    /// Slavic, Baltic and Finnic languages, Hungarian, Greek and Albanian.
    static let eastEuropean: [DateLanguage] = [
        DateLanguage(
            tag: "pl",  // Polish: in a date, by itself, short
            months: [
                "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
                "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
                "sty lut mar kwi maj cze lip sie wrz paź lis gru",
            ],
            weekdays:
                "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob ndz niedz",
            clock: "godz godzina o o_godz o_godzinie", fillers: "r roku dnia", hours: "h"),
        DateLanguage(
            tag: "cs",  // Czech: in a date, by itself, short
            months: [
                "ledna února března dubna května června července srpna září října listopadu prosince",
                "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
                "led úno bře dub kvě čvn čvc srp zář říj lis pro",
            ],
            weekdays: "pondělí úterý středa čtvrtek pátek sobota neděle po út st čt pá so ne",
            clock: "v ve", fillers: "hod hodin dne", hours: "h"),
        DateLanguage(
            tag: "sk",  // Slovak: in a date, by itself, short
            months: [
                "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
                "január február marec apríl máj jún júl august september október november december",
                "jan feb mar apr máj jún júl aug sep okt nov dec",
            ],
            weekdays: "pondelok utorok streda štvrtok piatok sobota nedeľa po ut st št pi so ne",
            clock: "o", fillers: "hod hodine dňa", hours: "h"),
        DateLanguage(
            tag: "sl",  // Slovene
            months: [
                "januar februar marec april maj junij julij avgust september oktober november december",
                "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
                "jan feb mar apr maj jun jul avg sep okt nov dec",
            ],
            weekdays: "ponedeljek torek sreda četrtek petek sobota nedelja", clock: "ob"),
        DateLanguage(
            tag: "hr",  // Croatian: in a date, by itself, short
            months: [
                "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
                "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac",
                "sij velj ožu tra svi lip srp kol ruj lis stu pro",
                "- - - - - - - - - - studenog -",
            ],
            weekdays: "ponedjeljak utorak srijeda četvrtak petak subota nedjelja pon uto sri čet pet sub ned",
            clock: "u", fillers: "sati godine g", hours: "h"),
        DateLanguage(
            tag: "bs",  // Bosnian
            months: [
                "januar februar mart april maj juni juli august septembar oktobar novembar decembar",
                "januara februara marta aprila maja juna jula augusta septembra oktobra novembra decembra",
                "jan feb mar apr maj jun jul aug sep okt nov dec",
            ],
            weekdays: "ponedjeljak utorak srijeda četvrtak petak subota nedjelja", clock: "u",
            fillers: "sati godine", hours: "h"),
        DateLanguage(
            tag: "sr",  // Serbian, Montenegrin: both scripts, each by itself, in a date, and short
            months: [
                "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
                "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
                "јан феб мар апр мај јун јул авг сеп окт нов дец",
                "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
                "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
                "jan feb mar apr maj jun jul avg sep okt nov dec",
            ],
            weekdays: "понедељак уторак среда четвртак петак субота недеља пон уто сре чет пет суб нед "
                + "ponedeljak utorak sreda četvrtak petak subota nedelja pon uto sre čet pet sub ned",
            clock: "у u", fillers: "године год часова сати godine god časova sati", hours: "ч h"),
        DateLanguage(
            tag: "mk",  // Macedonian
            months: [
                "јануари февруари март април мај јуни јули август септември октомври ноември декември",
                "јан фев мар апр мај јун јул авг септ окт ноем дек",
            ],
            weekdays: "понеделник вторник среда четврток петок сабота недела", clock: "во",
            fillers: "година г",
            hours: "ч часот"),
        DateLanguage(
            tag: "bg",  // Bulgarian
            months: [
                "януари февруари март април май юни юли август септември октомври ноември декември",
                "яну фев мар апр май юни юли авг сеп окт ное дек",
                "ян февр - - - - - - септ - ноем -",
            ],
            weekdays:
                "понеделник вторник сряда четвъртък петък събота неделя пон вт ср чет пет съб нед пн чт пт сб нд",
            clock: "в във от", fillers: "година г", hours: "ч часа", minutes: "мин"),
        DateLanguage(
            tag: "ru",  // Russian: in a date, by itself, short
            months: [
                "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
                "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
                "янв фев мар апр мая июн июл авг сен окт ноя дек",
                "- февр - - - - - - сент - нояб -",
            ],
            weekdays: "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
            clock: "в", fillers: "г года год от", hours: "ч час часа часов", minutes: "мин минут",
            zones: ["МСК": 180, "по_московскому_времени": 180, "московского_времени": 180]),
        DateLanguage(
            tag: "uk",  // Ukrainian: in a date, by itself, short
            months: [
                "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
                "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
                "січ лют бер кві тра чер лип сер вер жов лис гру",
                "- - берез квіт трав черв - серп верес жовт листоп груд",
            ],
            weekdays: "понеділок вівторок середа четвер п'ятниця субота неділя пн вт ср чт пт сб нд",
            clock: "о об", fillers: "р року рік год хв"),
        DateLanguage(
            tag: "be",  // Belarusian: in a date, by itself
            months: [
                "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
                "студзень люты сакавік красавік травень чэрвень ліпень жнівень верасень кастрычнік лістапад снежань",
                "- - - - траўня - - - - - - -",
            ],
            weekdays: "панядзелак аўторак серада чацвер пятніца субота нядзеля", clock: "а",
            fillers: "г года"),
        DateLanguage(
            tag: "lt",  // Lithuanian: 2026 m. lapkričio 23 d.
            months: [
                "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
                "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis",
                "saus vas kov bal geg birž liep rugp rugs spal lapkr gruod",
            ],
            weekdays:
                "pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis",
            clock: "nuo", fillers: "m d", hours: "val", minutes: "min", order: .yearFirst),
        DateLanguage(
            tag: "lv",  // Latvian: by itself, in (locative)
            months: [
                "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
                "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",
                "janv febr marts apr maijs jūn jūl aug sept okt nov dec",
            ],
            weekdays: "pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena svētdiena",
            clock: "plkst pulksten", fillers: "gada g"),
        DateLanguage(
            tag: "et",  // Estonian
            months: [
                "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
                "jaan veebr märts apr mai juuni juuli aug sept okt nov dets",
                "jan veb mär - - jun jul - sep - - det",
            ],
            weekdays: "esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev", clock: "kell kl"),
        DateLanguage(
            tag: "fi",  // Finnish: in a date, by itself, short
            months: [
                "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
                "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
                "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
            ],
            weekdays:
                "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina "
                + "keskiviikkona torstaina perjantaina lauantaina sunnuntaina ma ti ke to pe la su",
            clock: "klo kello"),
        DateLanguage(
            tag: "hu",  // Hungarian: 2026. november 23., hétfő
            months: [
                "január február március április május június július augusztus szeptember október november december",
                "jan febr márc ápr máj jún júl aug szept okt nov dec",
                "- feb - - - - - - szep - - -",
            ],
            weekdays: "hétfő kedd szerda csütörtök péntek szombat vasárnap", fillers: "án én",
            hours: "óra órakor", minutes: "perc", order: .yearFirst),
        DateLanguage(
            tag: "el",  // Greek: in a date, by itself, short
            months: [
                "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
                "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος",
                "Ιαν Φεβ Μαρ Απρ Μαϊ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ",
                "- - - - Μαι Ιούν Ιούλ - Σεπτ - - -",
            ],
            weekdays:
                "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή Δευ Τρι Τετ Πεμ Παρ Σαβ Κυρ Τρί Πέμ Σάβ",
            clock: "στις στη ώρα", fillers: "του η", forenoon: "πμ", afternoon: "μμ"),
        DateLanguage(
            tag: "sq",  // Albanian
            months: [
                "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
                "jan shk mar pri maj qer korr gush sht tet nën dhj",
            ],
            weekdays: "hënë martë mërkurë enjte premte shtunë diel", clock: "ora në", fillers: "e",
            forenoon: "pd e_paradites", afternoon: "md e_pasdites"),
    ]
}
