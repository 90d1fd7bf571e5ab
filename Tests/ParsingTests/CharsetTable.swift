import Glibc
import Testing

/// News in the charsets that publishers serve without saying so: a headline and a paragraph in each language.
///
/// Arabic, Persian, Urdu and Hebrew stand only in whole literals, since editors reorder mixed lines. All say the same:
/// the government gives schools in villages more money, says the minister; new buildings are begun in spring.
enum CharsetTable {
    /// One text in one charset.
    struct Row: Sendable, CustomTestStringConvertible {
        var language: String
        /// The charset it is served in.
        var charset: String
        /// The charset it is read in, another name for the same letters where the charset has a larger sister.
        var read: String
        var text: String
        var testDescription: String { "\(language) in \(charset): \(text.prefix(30))" }

        var bytes: [UInt8] { text.encoded(in: charset) }
    }

    /// Texts of other scripts.
    static let otherScripts = rows(languages)
    /// Texts in Latin letters that windows-1252 has not.
    static let otherLatin = rows(centralAndTurkish)
    /// Texts in Latin letters that windows-1252 has.
    static let western = rows(westernLanguages)
    /// Texts in languages that no row of the guess is for.
    static let strangers = rows([
        (
            "sq", ["CP1252"], "Qeveria miratoi buxhetin e ri për shkollat në fshatra",
            "Ministri tha se shkollat në fshatra do të marrin më shumë para që muajin tjetër. Ndërtimi i "
                + "ndërtesave të reja fillon në pranverë, dhe banorët e kanë pritur gjatë këtë çështje."
        ),
        (
            "ga", ["CP1252"], "Tá airgead breise á thabhairt do scoileanna tuaithe",
            "Dúirt an tAire go bhfaighidh scoileanna na tíre níos mó airgid ón mhí seo chugainn. Cuirfear tús le "
                + "tógáil dhá fhoirgneamh déag san earrach, agus tá súil ag daoine leis le fada."
        ),
        (
            "eu", ["CP1252"], "Gobernuak diru gehiago emango die andereñoei eta haurrei",
            "Ministroak esan duenez, herri txikietako eskolek diru gehiago jasoko dute datorren hiletik aurrera. "
                + "Oñatiko andereñoek eta Iruñeko gurasoek aspaldi itxaroten zuten."
        ),
    ])

    private typealias Language = (language: String, charsets: [String], headline: String, paragraph: String)

    /// A row for each text and charset, written `served` or `served=read`.
    private static func rows(_ languages: [Language]) -> [Row] {
        languages.flatMap { language in
            let charsets = language.charsets.map { $0.split(separator: "=").map(String.init) }
            return charsets.flatMap { names in
                let paragraph = language.headline + "\n" + language.paragraph
                return [language.headline, language.paragraph, paragraph].map { text in
                    // Bytes that mean the same in both are read in the first.
                    let isSame = text.encoded(in: names[0]) == text.encoded(in: charsets[0][0])
                    let read = isSame ? charsets[0] : names
                    return Row(
                        language: language.language, charset: names[0], read: read[read.count - 1],
                        text: text)
                }
            }
        }
    }

    private static let languages: [Language] = [
        (
            "ar", ["CP1256", "ISO-8859-6"], "الحكومة تعلن خطة جديدة لدعم المدارس",
            "أعلنت الوزارة اليوم أن مدارس القرى ستحصل على مبالغ أكبر ابتداء من الشهر المقبل، وقال الوزير إن بناء الفصول الجديدة يبدأ في الربيع."
        ),
        (
            "fa", ["CP1256"], "دولت برنامه تازه اي براي مدارس اعلام کرد",
            "وزير آموزش گفت که مدرسه هاي روستا از ماه آينده پول بيشتري دريافت مي کنند و ساخت ساختمان هاي تازه در بهار آغاز مي شود."
        ),
        (
            "ur", ["CP1256"], "حکومت نے ديہات کے سکولوں کے ليے رقم بڑھا دي",
            "وزير نے کہا کہ ديہات کے سکولوں کو اگلے مہينے سے زيادہ رقم ملے گي اور نئي عمارتوں کي تعمير بہار ميں شروع ہو گي"
        ),
        (
            "ru", ["CP1251", "KOI8-R", "ISO-8859-5"], "Правительство утвердило новый бюджет сельских школ",
            "Министр сообщил, что школы в деревнях получат дополнительные средства уже в следующем месяце. "
                + "Строительство новых зданий начнётся весной, и жители давно этого ждут."
        ),
        (
            "uk", ["CP1251", "KOI8-U", "ISO-8859-5"], "Уряд схвалив новий бюджет сільських шкіл",
            "Міністр повідомив, що школи в селах отримають більше коштів уже наступного місяця. Будівництво нових "
                + "приміщень розпочнеться навесні, і їхні мешканці давно цього чекають."
        ),
        (
            "bg", ["CP1251", "ISO-8859-5"], "Правителството прие нов бюджет за селските училища",
            "Министърът съобщи, че училищата по селата ще получат повече средства от следващия месец. Строежът на "
                + "новите сгради започва през пролетта, а жителите отдавна чакат това."
        ),
        (
            "sr", ["CP1251", "ISO-8859-5"], "Влада је усвојила нови буџет за сеоске школе",
            "Министар је рекао да ће школе у селима добити више новца већ следећег месеца. Градња нових зграда "
                + "почиње на пролеће, а мештани то дуго чекају."
        ),
        (
            "el", ["CP1253", "ISO-8859-7"], "Η κυβέρνηση ανακοίνωσε νέα μέτρα για τα σχολεία",
            "Ο υπουργός δήλωσε ότι τα σχολεία στα χωριά θα λάβουν περισσότερα χρήματα από τον επόμενο μήνα. "
                + "Άρχισε ήδη η κατασκευή νέων κτιρίων, και οι κάτοικοι περιμένουν."
        ),
        (
            "he", ["CP1255", "ISO-8859-8=CP1255"], "הממשלה אישרה תקציב חדש לבתי הספר",
            "שר החינוך אמר היום כי בתי הספר בכפרים יקבלו תוספת כספים כבר בחודש הבא. הבנייה של הכיתות החדשות תתחיל באביב."
        ),
        (
            "th", ["CP874", "TIS-620=CP874"], "รัฐบาลประกาศแผนใหม่เพื่อพัฒนาโรงเรียนในชนบท",
            "รัฐมนตรีกล่าวว่าโรงเรียนในชนบทจะได้รับเงินเพิ่มตั้งแต่เดือนหน้า และการก่อสร้างอาคารใหม่จะเริ่มในฤดูร้อนนี้"
        ),
        (
            "zh", ["GB2312=GB18030", "GBK=GB18030", "GB18030"], "政府公布新的教育计划支持农村学校",
            "教育部长今天表示，农村学校从下个月开始将得到更多资金。十二所新学校的建设工作明年春天开始，当地居民已经等了很长时间。"
        ),
        (
            "zh-Hant", ["BIG5=BIG5-HKSCS"], "政府公布新的教育計畫支持鄉村學校",
            "教育部長今天表示，鄉村學校從下個月開始將得到更多經費。十二所新學校的工程明年春天開始，當地居民已經等了很久。"
        ),
        (
            "ja", ["EUC-JP=EUC-JP-MS", "SHIFT_JIS=CP932", "ISO-2022-JP"], "政府が新しい教育計画を発表しました",
            "文部科学大臣は今日、地方の学校に来月から追加の予算を配ると述べた。新しい校舎の建設は来年の春に始まり、住民は長い間これを待っていた。"
        ),
        (
            "ko", ["EUC-KR=UHC", "UHC"], "정부가 시골 학교를 위한 새 예산을 발표했다",
            "교육부 장관은 오늘 시골 학교들이 다음 달부터 더 많은 돈을 받게 된다고 말했다. 새 건물 공사는 내년 봄에 시작되며 주민들은 오랫동안 이를 기다려 왔다."
        ),
    ]

    private static let centralAndTurkish: [Language] = [
        (
            "pl", ["CP1250", "ISO-8859-2"], "Rząd przyjął nowy budżet na szkoły w małych miastach",
            "Minister powiedział, że szkoły na wsi dostaną więcej pieniędzy już w przyszłym miesiącu. Budowa "
                + "dwunastu nowych gmachów zacznie się wiosną, a mieszkańcy długo na to czekali."
        ),
        (
            "cs", ["CP1250", "ISO-8859-2"], "Vláda schválila nový rozpočet pro české školy",
            "Ministr řekl, že školy na venkově dostanou více peněz už příští měsíc. Stavba dvanácti nových budov "
                + "začne na jaře a obyvatelé na to dlouho čekají."
        ),
        (
            "sk", ["CP1250", "ISO-8859-2"], "Vláda schválila viac peňazí pre školy na vidieku, žiaľ neskoro",
            "Minister povedal, že školy na vidieku dostanú viac peňazí už budúci mesiac. Stavba dvanástich nových "
                + "budov sa začne na jar a obyvatelia na to dlho čakajú, keďže škôl je málo."
        ),
        (
            "hr", ["CP1250", "ISO-8859-2"], "Vlada će više novca dati školama, kaže tiskovno izvješće",
            "Ministar je rekao da će škole u selima dobiti više novca već sljedeći mjesec. Gradnja dvanaest novih "
                + "zgrada počinje u proljeće, a mještani to dugo čekaju."
        ),
        (
            "hu", ["CP1250", "ISO-8859-2"], "Jövőre több erőforrást kapnak a kisvárosi és erdővidéki iskolák",
            "A miniszter elmondta, hogy a falusi iskolák már a következő hónaptól több pénzt kapnak. Tizenkettő új "
                + "épület építése kezdődik idén, a szülők régóta várják, a gyűlés erről döntött."
        ),
        (
            "ro", ["CP1250", "ISO-8859-2"], "Guvernul dă mai mulţi bani pentru şcolile săteşti",
            "Ministrul a spus că şcolile din sate vor primi mai mulţi bani începând de luna viitoare. Construcţia "
                + "noilor clădiri începe în primăvară, iar părinţii aşteaptă de mult această ştire."
        ),
        (
            "tr", ["CP1254", "ISO-8859-9=CP1254"], "Hükümet köy okulları için yeni bütçeyi açıkladı",
            "Millî Eğitim Bakanı, köy okullarına gelecek aydan başlayarak daha çok para ayrılacağını söyledi. On iki "
                + "yeni binanın yapımı ilkbaharda başlıyor ve halk bunu uzun zamandır bekliyor."
        ),
    ]

    private static let westernLanguages: [Language] = [
        (
            "fr", ["CP1252"], "Le gouvernement a présenté un budget pour les écoles",
            "Le ministre a déclaré que les écoles des villages recevront davantage de moyens dès le mois prochain. "
                + "L’ouvrage commencera à l’été, et les élèves l’attendaient : « Où ça ? »"
        ),
        (
            "de", ["CP1252"], "Die Regierung beschließt mehr Geld für ländliche Schulen",
            "Der Minister erklärte, dass die Schulen auf den Dörfern schon im nächsten Monat mehr Geld erhalten. Der "
                + "Bau von zwölf neuen Gebäuden beginnt im Frühjahr: „Übrigens überfällig“."
        ),
        (
            "es", ["CP1252"], "El gobierno aprobó más fondos para la educación pública",
            "El ministro señaló que las escuelas de los pueblos recibirán más dinero el próximo mes. ¿Qué dirán "
                + "los niños? La construcción de doce edificios empezará en otoño, según anunció."
        ),
        (
            "pt", ["CP1252"], "Governo anuncia orçamento maior para a educação pública",
            "O ministro afirmou que as escolas das aldeias receberão mais dinheiro já no próximo mês. A construção "
                + "de doze edifícios começa na primavera, e as populações não escondem a satisfação."
        ),
        (
            "it", ["CP1252"], "Il governo darà più fondi alle città e alle università",
            "Il ministro ha detto che le scuole dei paesi riceveranno più denaro già dal prossimo mese. La "
                + "costruzione comincerà in primavera, perché così vuole la comunità."
        ),
        (
            "nl", ["CP1252"], "Scholen in België krijgen financiële steun",
            "De minister zei dat de scholen in de dorpen één miljoen euro meer krijgen. De bouw begint in het voorjaar; "
                + "de privésector én de overheid betalen, aldus de coördinator."
        ),
        (
            "sv", ["CP1252"], "Regeringen ger mer pengar åt skolor på landsbygden",
            "Ministern sade att skolorna på landet får mer pengar redan nästa månad. Bygget av tolv nya hus börjar "
                + "till våren, och föräldrarna har väntat länge på det."
        ),
        (
            "da", ["CP1252"], "Regeringen giver flere penge til små skoler på øerne",
            "Ministeren sagde, at skolerne på landet får flere penge allerede næste måned. Opførelsen af nye "
                + "bygninger begynder til foråret, og forældrene har længe ønsket sig det."
        ),
        (
            "fi", ["CP1252"], "Hallitus myöntää lisää rahaa maaseudun kouluille syksyllä",
            "Ministerin mukaan maaseudun koulut saavat lisää rahaa jo ensi kuussa. Kahdentoista uuden rakennuksen "
                + "työt alkavat keväällä, ja perheet ovat odottaneet tätä pitkään."
        ),
        (
            "is", ["CP1252"], "Ríkisstjórnin samþykkir aukið fé til skóla",
            "Ráðherra sagði að skólar í sveitum fengju meira fé strax í næsta mánuði. Bygging tólf nýrra húsa hefst í "
                + "vor og íbúar hafa beðið þess lengi."
        ),
        (
            "et", ["CP1252"], "Valitsus kinnitas uue eelarve koolide ja õpetajate jaoks",
            "Minister ütles, et maakoolid saavad juba järgmisel kuul rohkem raha. Uute hoonete ehitus algab kevadel, "
                + "ja õpilased on seda kaua oodanud; töö käib päeval ja öösel."
        ),
        (
            "en", ["CP1252"], "The school’s new café won’t open “before May” – minister",
            "The minister said it’s £10 million more for rural schools – “a naïve façade”, according to Zoë "
                + "Brontë’s résumé. © The Daily Example 2007. Temperatures reach 30° today…"
        ),
    ]
}

extension String {
    /// The text in a charset of iconv; what the charset has not fails the test that asked.
    func encoded(in charset: String) -> [UInt8] {
        guard let descriptor = unsafe iconv_open(charset, "UTF-8"), Int(bitPattern: descriptor) != -1 else {
            Issue.record("iconv does not know \(charset)")
            return []
        }
        defer { unsafe iconv_close(descriptor) }
        var source = utf8.map { CChar(bitPattern: $0) }
        var target = [CChar](repeating: 0, count: 4 * source.count + 16)
        let written: Int? = unsafe source.withUnsafeMutableBufferPointer { input in
            unsafe target.withUnsafeMutableBufferPointer { output in
                var (from, left) = (input.baseAddress, input.count)
                var (to, free) = (output.baseAddress, output.count)
                guard unsafe iconv(descriptor, &from, &left, &to, &free) != -1,
                    unsafe iconv(descriptor, nil, nil, &to, &free) != -1
                else { return nil }
                return output.count - free
            }
        }
        if written == nil { Issue.record("\(charset) cannot write: \(self)") }
        return target[..<(written ?? 0)].map { UInt8(bitPattern: $0) }
    }
}
