extension DateLanguage {
    /// From Morocco to Uzbekistan: Arabic, Hebrew, Iranian, Turkic and Caucasian languages, and Urdu.
    ///
    /// Editors reorder lines in scripts that run from the right; the transliteration above a row is in the order of
    /// its names.
    static let middleEastern: [DateLanguage] = [
        DateLanguage(
            tag: "ar",  // Arabic
            months: [
                // Egypt, Sudan, the Gulf: yanayir fibrayir maris abril mayu yunyu yulyu aghustus sibtambir uktubir
                // nufambir disambir
                "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
                // with other endings: ibril yuniya yuliya, yunya yulya with heh, yuniyu …
                "- - - إبريل - يونية يولية - - - - -",
                "- - - - - يونيا يوليا - - أوكتوبر نوفنبر دسمبر",
                // The Levant and Iraq: kanun ath-thani, shubat, adhar, nisan, ayyar, haziran, tammuz, ab, aylul,
                // tishrin al-awwal, tishrin ath-thani, kanun al-awwal
                "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
                // without the article: kanun thani … tishrin awwal, tishrin thani, kanun awwal
                "كانون_ثاني - - - - - - - - تشرين_أول تشرين_ثاني كانون_أول",
                // Iraq: mart, mayis; other vowels: nisan, ayyar with y
                "- - مارت - مايس - - - ايلول - - -",
                // Algeria and Tunisia: janfi fifri mars afril may juwan juwiliya ut sibtambar uktubar nufambar disambar
                "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
                // Morocco: yanayir fabrayir mars abril may yunyu yulyuz ghusht shutanbir uktubar nuwanbir dujanbir
                "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
                // Mauritania: aghushat, shitambar, dujambar
                "- - - - - - - أغشت شتمبر - - دجمبر",
            ],
            // al-ithnayn (two spellings), ath-thulatha, al-arbia, al-khamis, al-juma, as-sabt, al-ahad; yawm (day)
            weekdays:
                "الاثنين الإثنين الأثنين الثلاثاء الثلاثا الأربعاء الأربعا الخميس الجمعة السبت الأحد يوم اليوم "
                // … and without the article
                + "اثنين ثلاثاء أربعاء خميس جمعة سبت أحد",
            // as-saa (the hour), ala s-saa, fi tamam as-saa
            clock: "الساعة على_الساعة بالساعة",
            // fi (in), min (of), sana, li-sanat, am, li-am (year), shahr (month), bi-tarikh (dated), tawqit (time)
            fillers: "في من سنة لسنة عام لعام شهر بتاريخ",
            // s(abahan), sabahan, fajran (at dawn)
            forenoon: "ص صباحا فجرا",
            // m(asaan), masaan, asran (in the afternoon)
            afternoon: "م مساء مساءا عصرا",
            noon: "ظهرا",  // zuhran
            night: "ليلا",  // laylan
            // bi-tawqit ghrinitsh (with gh and j): Greenwich; bi-tawqit makka (al-mukarrama): Mecca
            zones: [
                "بتوقيت_غرينتش": 0, "بتوقيت_جرينتش": 0, "توقيت_غرينتش": 0, "توقيت_جرينتش": 0, "غرينتش": 0,
                "جرينتش": 0, "بتوقيت_مكة": 180, "بتوقيت_مكة_المكرمة": 180, "AST": 180,
            ],
            // m(iladi), miladi, miladiyya (of the birth of Christ)
            eras: ["م": 0, "ميلادي": 0, "ميلادية": 0]),
        DateLanguage(
            tag: "he",  // Hebrew
            months: [
                // yanuar fevruar merts april mai yuni yuli ogust september oktober november detsember
                "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
                // short: yan fev mar apr - yun yul og sep okt nov dets
                "ינו פבר מרס אפר - יונ יול אוג ספט אוק נוב דצמ",
            ],
            // yom (day) and the seven of them
            weekdays: "יום שני שלישי רביעי חמישי שישי שבת ראשון ב ג ד ה ו א",
            clock: "בשעה שעה",  // (be-)shaa: (at the) hour
            forenoon: "לפנהצ לפני_הצהריים", afternoon: "אחהצ אחר_הצהריים",  // before, after noon
            zones: ["IST": 120, "IDT": 180], monthPrefixes: "ב ל"),
        DateLanguage(
            tag: "fa",  // Persian
            months: [
                // from French: zhanviye fevriye mars avril me zhuan zhuiye ut septambr oktobr novambr desambr
                "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
                // from English: april mey jun julay agust; zhulay
                "ژانویهٔ فوریهٔ - آپریل می جون جولای آگوست - - - -",
                "- - - - - - ژوئیهٔ آگست سپتمبر - - -",
                "- - - - - - ژولای - - - - -",
                // Afghanistan: janwari fibruari mart april mai jun julai agist siptambir aktobar nuwambir disambir
                "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
            ],
            // doshanbe, seshanbe, chaharshanbe, panjshanbe, jome, shanbe, yekshanbe
            weekdays: "دوشنبه سه_شنبه سهشنبه چهارشنبه پنجشنبه پنجشنبه جمعه شنبه یکشنبه روز",
            clock: "ساعت در_ساعت", fillers: "در سال ماه",  // saat, dar (in), sal (year), mah (month)
            forenoon: "ق.ظ قبلازظهر قبل_از_ظهر صبح", afternoon: "ب.ظ بعدازظهر بعد_از_ظهر عصر",
            night: "شب",  // shab
            eras: ["م": 0, "میلادی": 0]),  // m(iladi), miladi
        DateLanguage(
            tag: "ps",  // Pashto: janwari fabruari march aprel me jun julai agast septambar …
            months: [
                "جنوري فبروري مارچ اپریل مې جون جولای اګست سپتمبر اکتوبر نومبر دسمبر",
                "- - - - می - جولائی اگست سپتامبر اکتبر - ډسمبر",
            ],
            fillers: "د"),
        DateLanguage(
            tag: "ur",  // Urdu
            months: [
                // janvari farvari march aprel mai jun julai agast sitambar aktubar navambar disambar
                "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر"
            ],
            // pir, mangal, budh, jumerat, juma, hafta, itvar
            weekdays: "پیر سوموار منگل بدھ جمعرات جمعہ ہفتہ سنیچر اتوار",
            fillers: "کو سال",  // ko (on), sal (year)
            forenoon: "صبح", afternoon: "سہ_پہر شام", noon: "دوپہر",  // subah; sih-pahar, sham; dopahar
            night: "رات",  // rat
            hours: "بجے",  // baje
            eras: ["ء": 0, "عیسوی": 0]),  // the sign of the Christian era, isvi
        DateLanguage(
            tag: "ckb",  // Kurdish in Arabic letters
            months: [
                // kanuni duem, shubat, azar, nisan, ayar, huzairan, tamuz, ab, ailul, tishrini yekem …
                "کانوونی_دووەم شوبات ئازار نیسان ئایار حوزەیران تەمموز ئاب ئەیلوول تشرینی_یەکەم تشرینی_دووەم کانوونی_یەکەم",
                "کانونی_دووەم - - - - - تەموز - ئەیلول - - کانونی_یەکەم",
            ],
            fillers: "ی"),
        DateLanguage(
            tag: "ku",  // Kurdish in Latin letters
            months: ["Çile Sibat Adar Nîsan Gulan Hezîran Tîrmeh Tebax Îlon Cotmeh Mijdar Berfanbar"],
            fillers: "ê"),
        DateLanguage(
            tag: "tr",  // Turkish
            months: [
                "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
                "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
            ],
            weekdays: "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar Pzt Sal Çar Per Cum Cmt Paz",
            clock: "saat", fillers: "günü", forenoon: "öö", afternoon: "ös", zones: ["TSİ": 180]),
        DateLanguage(
            tag: "az",  // Azerbaijani
            months: [
                "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
                "yan fev mar apr may iyn iyl avq sen okt noy dek",
            ],
            weekdays: "bazar bazar_ertəsi çərşənbə çərşənbə_axşamı cümə cümə_axşamı şənbə", clock: "saat",
            fillers: "il"),
        DateLanguage(
            tag: "uz",  // Uzbek, both scripts
            months: [
                "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
                "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
            ],
            weekdays: "dushanba seshanba chorshanba payshanba juma shanba yakshanba", clock: "soat",
            fillers: "yil"),
        DateLanguage(
            tag: "kk",  // Kazakh
            months: [
                "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
                "қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
            ],
            weekdays: "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі", clock: "сағат",
            fillers: "ж жыл жылғы"),
        DateLanguage(
            tag: "hy",  // Armenian: in a date, by itself
            months: [
                "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
                "հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր դեկտեմբեր",
                "հնվ փտվ մրտ ապր մյս հնս հլս օգս սեպ հոկ նոյ դեկ",
            ],
            weekdays: "երկուշաբթի երեքշաբթի չորեքշաբթի հինգշաբթի ուրբաթ շաբաթ կիրակի", fillers: "թ"),
        DateLanguage(
            tag: "ka",  // Georgian
            months: [
                "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი",
                "იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ",
            ],
            weekdays: "ორშაბათი სამშაბათი ოთხშაბათი ხუთშაბათი პარასკევი შაბათი კვირა", fillers: "წ წელი"),
    ]
}
