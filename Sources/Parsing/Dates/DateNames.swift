/// The words of dates in the languages that feeds are written in.
///
/// To add a language, add a row.
///
/// A row of months has twelve names, January first, separated by blanks; `_` stands for a blank in a name, `-` for a
/// name that another row has. Case, accents and vowel marks do not matter. A name that means different months in two
/// languages (Croatian listopad is October, Polish and Czech November) belongs in no row.
enum DateNames {
    static let months: [String] = latinMonths + arabicMonths + otherMonths

    private static let latinMonths = [
        // English
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "- - - - - - - - Sept - - -",
        // French
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "- fév - - - - juill aou - - - -",
        // German, Austrian January
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
        "Jänner Feber Mrz - - - - - - - - -",
        // Spanish
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "- - - - - - - - setiembre - - -",
        // Portuguese
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
        // Italian
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        // Catalan
        "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
        // Romanian
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "ian feb mar apr mai iun iul aug sep oct noi dec",
        // Dutch
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        // Swedish, Danish, Norwegian
        "januari februari mars april maj juni juli augusti september oktober november december",
        "januar februar marts april maj juni juli august september oktober november december",
        "- - - - - - - - - - - desember",
        "jan feb mar apr maj jun jul aug sep okt nov des",
        // Finnish
        "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta",
        // Polish, as in dates and by themselves
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        // Czech, as in dates and by themselves
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
        // Slovak
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        // Hungarian
        "január február március április május június július augusztus szeptember október november december",
        "jan febr márc ápr máj jún júl aug szept okt nov dec",
        // Turkish
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
        // Indonesian, Malay
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
        "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
    ]

    private static let arabicMonths = [
        // Egypt, Sudan and the Gulf: yanayir, fibrayir, maris, abril, mayu, yunyu, yulyu, aghustus, sibtambir,
        // uktubir, nufambir, disambir
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        // other spellings: ibril, yunya, yulya
        "- - - إبريل - يونية يولية - - - - -",
        "- - - - - يونيه يوليه - - - - -",
        // Levant and Iraq: kanun ath-thani, shubat, adhar, nisan, ayyar, haziran, tammuz, ab, aylul,
        // tishrin al-awwal, tishrin ath-thani, kanun al-awwal
        "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
        // the same without the article: kanun thani, mayis (Iraq), tishrin awwal …
        "كانون_ثاني - - - مايس - - - - تشرين_أول تشرين_ثاني كانون_أول",
        // Algeria and Tunisia: janfi, fifri, mars, avril, may, juwan, juwiliya, ut, sibtambar, uktubar …
        "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
        // Morocco: yanayir, fabrayir, mars, abril, may, yunyu, yulyuz, ghusht, shutanbir, uktubar, nuwanbir, dujanbir
        "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
        // Libya and others: disambar, numabir with other vowels
        "- - - - - - - - - - نوفنبر دسمبر",
        // Persian: zhanviye, fevriye, mars, avril, me, zhuan, zhuiye, ut, septambr, oktobr, novambr, desambr
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        // Persian, from English: april, mey, jun, julay, agust
        "ژانویهٔ فوریهٔ - آپریل می جون جولای آگوست - - - -",
        // Urdu: janvari, farvari, march, aprel, mai, jun, julai, agast, sitambar, aktubar, navambar, disambar
        "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    ]

    private static let otherMonths = [
        // Hebrew: yanuar, fevruar, merts, april, mai, yuni, yuli, ogust, september, oktober, november, detsember
        "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
        // Hebrew, short: yan, fev, mar, apr, -, yun, yul, og, sept, okt, nov, dets
        "ינו פבר מרס אפר - יונ יול אוג ספט אוק נוב דצמ",
        // Russian, as in dates, by themselves and short
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
        "- февр - - - - - - сент - нояб -",
        // Ukrainian, as in dates, by themselves and short
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
        "січ лют бер кві тра чер лип сер вер жов лис гру",
        // Bulgarian, Serbian
        "януари февруари март април май юни юли август септември октомври ноември декември",
        "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
        // Greek, as in dates, by themselves and short
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
        "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος Δεκέμβριος",
        "Ιαν Φεβ Μαρ Απρ Μαϊ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ",
        // Chinese: one month to twelve month, in characters
        "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月",
        // Hindi: janvari, farvari, march, aprail, mai, jun, julai, agast, sitambar, aktubar, navambar, disambar
        "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    ]

    /// Names of weekdays, which are passed over, because publishers get them wrong.
    ///
    /// Words before the first number need no row.
    static let weekdays = [
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
        "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Mo Di Mi Do Fr Sa So",
        "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica gio",
        "segunda terça quarta quinta sexta feira seg ter qua qui sex",
        // Arabic: al-ithnayn (two spellings), ath-thulatha, al-arbia, al-khamis, al-jumua, as-sabt, al-ahad
        "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
        // Hebrew: yom and the days
        "יום שני שלישי רביעי חמישי שישי שבת ראשון",
        // Russian
        "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
        // Greek
        "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή Δευ Τρι Τετ Πεμ Παρ Σαβ Κυρ",
        // Chinese and Japanese: xingqi, zhou, youbi; Korean: -yoil
        "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日",
        "週一 週二 週三 週四 週五 週六 週日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
        "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    ]

    /// Small words between the parts of a date.
    static let fillers =
        "at on of the st nd rd th de del di da do d um uhr le la el à às as alle ore kl kello klo om ve saat h г года р року год "
        // Arabic: as-saa (the clock), fi (in), bi-tawqit (by the time of), sana (year), am (year)
        + "الساعة في سنة عام "
        // Hebrew: be-shaa (at the hour); Greek: stis (at)
        + "בשעה στις"

    static let forenoon = ["am", "a.m", "ص", "صباحا", "ق.ظ", "오전", "上午", "午前", "πμ", "öö"]
    static let afternoon = ["pm", "p.m", "م", "مساء", "مساءا", "ب.ظ", "오후", "下午", "午後", "μμ", "öS"]
}
