extension DateLanguage {
    /// South, South-East and East Asia, and Swahili.
    ///
    /// The months of South Asia are the English ones by sound: janvari farvari march aprail mai jun julai agast
    /// sitambar aktubar navambar disambar.
    static let asian: [DateLanguage] = [
        DateLanguage(
            tag: "hi",  // Hindi
            months: [
                "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
                "जन फर - - - - जुल अग सितम्बर अक्तूबर नवम्बर दिसम्बर",
                "- - - - - - - - सित अक्टू नव दिस",
            ],
            // somvar mangalvar budhvar guruvar shukravar shanivar ravivar
            weekdays: "सोमवार मंगलवार बुधवार गुरुवार बृहस्पतिवार शुक्रवार शनिवार रविवार सोम मंगल बुध गुरु शुक्र शनि रवि",
            fillers: "को",  // ko (on)
            // purvahn, subah; aprahn, sham; dopahar; rat
            forenoon: "पूर्वाह्न सुबह", afternoon: "अपराह्न शाम", noon: "दोपहर", night: "रात",
            hours: "बजे"),  // baje
        DateLanguage(
            tag: "mr",  // Marathi
            months: [
                "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
                "जाने फेब्रु - - - - - ऑग सप्टें ऑक्टो नोव्हें डिसें",
            ],
            weekdays: "सोमवार मंगळवार बुधवार गुरुवार शुक्रवार शनिवार रविवार"),
        DateLanguage(
            tag: "ne",  // Nepali, for the Gregorian calendar
            months: ["जनवरी फेब्रुअरी मार्च अप्रिल मे जुन जुलाई अगस्ट सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर"],
            weekdays: "सोमबार मङ्गलबार बुधबार बिहिबार शुक्रबार शनिबार आइतबार"),
        DateLanguage(
            tag: "bn",  // Bengali
            months: [
                "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
                "জানুয়ারী ফেব্রুয়ারী - - - - - আগষ্ট - - - -",
                "জানু ফেব - - - - - - সেপ্টে অক্টো নভে ডিসে",
            ],
            // sombar mangalbar budhbar brihaspatibar shukrabar shanibar rabibar
            weekdays: "সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার সোম মঙ্গল বুধ শুক্র শনি রবি",
            forenoon: "সকাল", afternoon: "বিকাল বিকেল", noon: "দুপুর", night: "রাত",  // sakal, bikal, dupur, rat
            hours: "টা", zones: ["BST": 360]),  // -ta
        DateLanguage(
            tag: "pa",  // Punjabi
            months: ["ਜਨਵਰੀ ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ"],
            weekdays: "ਸੋਮਵਾਰ ਮੰਗਲਵਾਰ ਬੁੱਧਵਾਰ ਵੀਰਵਾਰ ਸ਼ੁੱਕਰਵਾਰ ਸ਼ਨਿੱਚਰਵਾਰ ਐਤਵਾਰ"),
        DateLanguage(
            tag: "gu",  // Gujarati
            months: [
                "જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર ઑક્ટોબર નવેમ્બર ડિસેમ્બર",
                "જાન્યુ ફેબ્રુ - - - - - ઓગસ્ટ સપ્ટે ઓક્ટોબર નવે ડિસે",
            ],
            weekdays: "સોમવાર મંગળવાર બુધવાર ગુરુવાર શુક્રવાર શનિવાર રવિવાર"),
        DateLanguage(
            tag: "ta",  // Tamil
            months: [
                "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
                "ஜன பிப் மார் ஏப் - - - ஆக செப் அக் நவ டிச",
                "- - - - - - - ஆகஸ்டு - - - -",
            ],
            weekdays: "திங்கள் செவ்வாய் புதன் வியாழன் வெள்ளி சனி ஞாயிறு",
            forenoon: "முற்பகல் காலை", afternoon: "பிற்பகல் மாலை"),  // murpakal, kalai; pirpakal, malai
        DateLanguage(
            tag: "te",  // Telugu
            months: [
                "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
                "- - - - - - జూలై ఆగస్ట్ సెప్టెంబరు అక్టోబరు నవంబరు డిసెంబరు",
            ],
            weekdays: "సోమవారం మంగళవారం బుధవారం గురువారం శుక్రవారం శనివారం ఆదివారం"),
        DateLanguage(
            tag: "kn",  // Kannada
            months: ["ಜನವರಿ ಫೆಬ್ರವರಿ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್"],
            weekdays: "ಸೋಮವಾರ ಮಂಗಳವಾರ ಬುಧವಾರ ಗುರುವಾರ ಶುಕ್ರವಾರ ಶನಿವಾರ ಭಾನುವಾರ"),
        DateLanguage(
            tag: "ml",  // Malayalam
            months: [
                "ജനുവരി ഫെബ്രുവരി മാർച്ച് ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ് സെപ്റ്റംബർ ഒക്ടോബർ നവംബർ ഡിസംബർ",
                "- - - - മെയ് - - ആഗസ്റ്റ് - - - -",
            ],
            weekdays: "തിങ്കൾ ചൊവ്വ ബുധൻ വ്യാഴം വെള്ളി ശനി ഞായർ"),
        DateLanguage(
            tag: "si",  // Sinhala
            months: ["ජනවාරි පෙබරවාරි මාර්තු අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්"],
            order: .yearFirst),
        DateLanguage(
            tag: "th",  // Thai: mokarakhom kumphaphan minakhom mesayon phruetsaphakhom …
            months: [
                "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
                "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
            ],
            // wan (day), chan angkhan phut pharuehat suk sao athit, and short
            weekdays: "วัน จันทร์ อังคาร พุธ พฤหัสบดี พฤหัส ศุกร์ เสาร์ อาทิตย์ จ. อ. พ. พฤ. ศ. ส. อา.",
            clock: "เวลา", fillers: "ที่ เดือน ปี",  // wela (time); thi, duean (month), pi (year)
            hours: "น. นาฬิกา",  // nalika
            eras: ["พ.ศ.": buddhistEra, "ค.ศ.": 0],  // the Buddhist and the Christian era
            isBuddhist: true),
        DateLanguage(
            tag: "lo",  // Lao
            months: ["ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ"]),
        DateLanguage(
            tag: "km",  // Khmer
            months: ["មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ"],
            fillers: "ថ្ងៃ ទី ខែ ឆ្នាំ"),
        DateLanguage(
            tag: "vi",  // Vietnamese: ngày 23 tháng 11 năm 2026; tháng năm is May, năm 2026 the year
            months: [
                "tháng_một tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy tháng_tám tháng_chín tháng_mười tháng_mười_một tháng_mười_hai",
                "tháng_giêng - - - - - - - - - - tháng_chạp",
            ],
            weekdays: "thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật", clock: "lúc",
            fillers: "vào", forenoon: "SA sáng", afternoon: "CH chiều", night: "tối", hours: "h giờ",
            minutes: "phút", seconds: "giây", yearIs: "năm", monthIs: "tháng thg", dayIs: "ngày"),
        DateLanguage(
            tag: "id",  // Indonesian
            months: [
                "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
                "Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des",
                "- Pebruari - - - - - Agu Sept - Nopember -",
            ],
            weekdays: "Senin Selasa Rabu Kamis Jumat Jum'at Sabtu Minggu Sen Sel Rab Kam Jum Sab Min",
            clock: "pukul jam pkl", fillers: "tanggal", zones: ["WIB": 420, "WITA": 480, "WIT": 540]),
        DateLanguage(
            tag: "ms",  // Malay
            months: [
                "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
                "Jan Feb Mac Apr Mei Jun Jul Ogo Sep Okt Nov Dis",
            ],
            weekdays: "Isnin Selasa Rabu Khamis Jumaat Sabtu Ahad Isn Sel Rab Kha Jum Sab Ahd",
            clock: "pada pukul jam", forenoon: "pagi PG", afternoon: "petang PTG",
            noon: "tengah_hari tengahari",
            night: "malam"),
        DateLanguage(
            tag: "fil",  // Filipino
            months: [
                "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre",
                "Ene Peb Mar Abr May Hun Hul Ago Set Okt Nob Dis",
            ],
            weekdays: "Lunes Martes Miyerkules Huwebes Biyernes Sabado Linggo", fillers: "ng ika",
            order: .monthFirst),
        DateLanguage(
            tag: "sw",  // Swahili
            months: [
                "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba",
                "Jan Feb Mac Apr Mei Jun Jul Ago Sep Okt Nov Des",
            ],
            weekdays: "Jumatatu Jumanne Jumatano Alhamisi Ijumaa Jumamosi Jumapili", clock: "saa"),
        DateLanguage(
            tag: "zh",  // Chinese: yi yue, one-month, to shi'er yue, twelve-month
            months: ["一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"],
            // xingqi, zhou (two characters), libai, each with one to six and sun or heaven
            weekdays: "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 "
                + "週一 週二 週三 週四 週五 週六 週日 禮拜一 禮拜二 禮拜三 禮拜四 禮拜五 禮拜六 禮拜日",
            // shangwu, zaoshang, lingchen; xiawu; zhongwu; wanshang
            forenoon: "上午 早上 凌晨 清晨", afternoon: "下午 午后 傍晚", noon: "中午", night: "晚上 晚间 深夜",
            // nian, yue, ri, hao, shi (two characters), dian (two), fen, miao
            years: "年", monthsOfYear: "月", days: "日 号 號", hours: "时 時 点 點", minutes: "分 分钟 分鐘",
            seconds: "秒",
            zones: ["CST": 480, "北京时间": 480, "北京時間": 480],  // Beijing time
            // the republic of Taiwan (minguo); gongyuan, xiyuan (western)
            eras: ["民国": 1911, "民國": 1911, "公元": 0, "西元": 0], order: .yearFirst),
        DateLanguage(
            tag: "ja",  // Japanese
            months: ["一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"],
            // getsu ka sui moku kin do nichi, with -yobi and -yo
            weekdays: "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月曜 火曜 水曜 木曜 金曜 土曜 日曜",
            forenoon: "午前", afternoon: "午後",  // gozen, gogo
            years: "年", monthsOfYear: "月", days: "日", hours: "時", minutes: "分", seconds: "秒",
            // Reiwa, Heisei, Showa, Taisho; seireki (western)
            eras: ["令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "西暦": 0], order: .yearFirst),
        DateLanguage(
            tag: "ko",  // Korean; months are numbers
            months: [],
            // wol hwa su mok geum to il, with -yoil
            weekdays: "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
            // ojeon saebyeok achim; ohu; nat; bam
            forenoon: "오전 새벽 아침", afternoon: "오후", noon: "낮", night: "밤",
            years: "년", monthsOfYear: "월", days: "일", hours: "시", minutes: "분", seconds: "초",
            eras: ["서기": 0], order: .yearFirst),
    ]
}
