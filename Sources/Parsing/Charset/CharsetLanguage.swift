/// One language as legacy charsets are guessed by it: which letters it is written with, and how rare each one is.
struct CharsetLanguage {
    /// Language tags in small letters (BCP 47); a document that names one of them is likelier in this language.
    let tags: [String]
    /// The charsets it is published in by the names of iconv, the likeliest first.
    let charsets: [String]
    /// How rare each small letter is: the binary logarithm of how many letters come to one of it.
    let bits: [UInt32: UInt8]
    /// Whether it is written in Latin letters.
    var isLatin: Bool { bits[0x65] != nil }

    /// Reads a line of the table.
    private init(_ line: Substring) {
        let words = line.split(separator: " ")
        tags = words.prefix(1).flatMap { $0.split(separator: "/").map(String.init) }
        charsets = words.dropFirst().prefix(1).flatMap { $0.split(separator: ",").map(String.init) }
        var bits: [UInt32: UInt8] = [:]
        for (index, group) in words.dropFirst(2).enumerated() where group != "." {
            for letter in group.unicodeScalars { bits[letter.value] = UInt8(clamping: index + 1) }
        }
        self.bits = bits
    }

    /// All languages that are told apart.
    static let all = table.split(separator: "\n").map { CharsetLanguage($0) }

    /// A language a line: its tags, its charsets, then its letters in groups.
    ///
    /// Of the first group one letter in two is met, of the second one in four, and so on; `.` is an empty group. To add
    /// a language, or to measure one anew, let generate-letters make the groups of any text in it. A line that ends
    /// in a backslash goes on. Editors may show the lines of Arabic letters (ar, fa, ur) and of Hebrew ones (he) from
    /// right to left; the order of the groups is the same.
    private static let table = """
        en CP1252 . . et aoinsrh ldcum fgypwb vk . jx zq
        fr CP1252 . . e sanitruol dcpm évq fgbhj àxèy êz çk wô âîùû œ
        de CP1252 . . en irstadh ulcmgo bfwkz vpü äj ö y x q
        es CP1252 . . ea osnrildt cump bg qyvhfó íjáz éñx ú kw
        pt CP1252 . . aeo sridnmt uclp vgqf bhãé çázj íxêó úõykàw â ô
        it CP1252 . . eiao ntrlsc dupm gvh fbz qè à ùkyò wéì xj
        nl CP1252 . e n aitord slghvmk ujwbpzc f . y . xéë . q
        sv CP1252 . . aet rnisld omgkävh åfupöbcj . y . x w z é
        da CP1252 . . e rntdaislog kmvf hubpå jæøy c . w x é z
        nb/no/nn CP1252 . . e rtniaslod gkmv fåphubj øy . æc . w x zé
        fi CP1252 . . ait nesolkäu mv rjhpy d ö g bcf w x z
        is CP1252 . . ar niest lgumðkfov híádþ jybóæöpúé . ýc . wx . z
        ca CP1252 . . ea slrinto ducmp vbgq fhé óxàjíè yò çúz kw ïü
        et CP1252 . . ae istlun kdmor vghpjä bõü . fö š cžyw
        pl CP1250,ISO-8859-2 . . a ieozn tswrcydkmpjl ubłgę hżąóś ćf ń ź v x
        cs CP1250,ISO-8859-2 . . . eoants ilvdkmrpuíjc áhzyběž řéčšý ůfg . úx wňďť ó
        sk CP1250,ISO-8859-2 . . oa enitsrv klmdpu jcházby žčýíšéúť ľfg ôďň óäx w . ĺ
        sl CP1250,ISO-8859-2 . . eaoi nrsjtl vkdpm zubčgh šcž . f . yw . x
        hr/sr/bs CP1250,ISO-8859-2 . . aoie njsrut dkvmlp zgb šcčhž ć fđ . y w x
        hu CP1250,ISO-8859-2 . . ea tnlsik mozrgéáy dvbhj puöcfóő üíú ű . wx
        ro CP1250,ISO-8859-2 . . eai rntuclo sdpmă fvşî ţbgz âh jx yk w
        tr CP1254 . . ae inrlk dımtsyuob üzşgvhç cğpö f . j w â x
        ru CP1251,KOI8-R,ISO-8859-5 . . о еаинтсрв лкмдпу яыгьбзчй жхшю цэщф . ё . ъ
        uk CP1251,KOI8-U,ISO-8859-5 . . о аніивтер скудлмпзя ьбгйч цхжїюшщ єф . . . ы
        bg CP1251,ISO-8859-5 . . аоеи тнсвр дклмпз яъгбчу щжйц хшф . ю . . ь
        sr CP1251,ISO-8859-5 . . аоие нсрут дјквмлп згб шцчхњ жљћ фђ . . . џ
        mk CP1251,ISO-8859-5 . . аое интсрд вкмлп угјзбш чцж ќфњ ѓх . џ . љѕ
        el CP1253,ISO-8859-7 . . α τοσιεν ρπκμηυλίά όέγδωήχ θύφώβ ξζ . ψ . ϊ
        ar CP1256,ISO-8859-6 . . ال يمنو رتعبدةهفكس أقحج ىشصطخذإضثز غئء ظ آؤ
        fa CP1256 . . ا يرندهومبت سکشل زفخگعق جحپآ چطص ضغظذث ئكژ . . أى
        ur CP1256 . . اي کروہےنم تلسبںد پجھگع ئفقشحزخٹچص آطڈ ڑضظغ ذث ؤء ه ى
        he CP1255,ISO-8859-8 . . יו הלאתרבמש נעםדכח קפסגןצזט ך . ף ץ
        th CP874 . . . าน่รอ กง้เมัยวีลด ทหตะิคสบปจแไขใพื ็ูชุำึ์ ผโถณศธญ ษภซๆฉ ฐฟฝ ฏฎฤฒ๊ฮ ฯ๋ ฑฆฬ
        zh GB18030 . . . . 的 是一在 不人有了我国这为中个大 会们他来和年上以要到时对么能你就发可地生家出也说于学后成与过行用日多自现 都没作下得开经还法动好方而公子事分之\
        民主里政看吗本月所天新业同全定部最其进如前机美那当工关实小被但因长样理等什道去些面很心间区内电然力起体只着从并者高加想文问种员重及点将意合产三外由市无女已制网第情场名应西 代正表真此位\
        题相明资计建利系化期特性度果次给让两通教任比该东活手世提或使她物数立认怎知结入更总务话斯统目社展战做设安别信影己受解军司回把保平常见向海变报治台爱品北何接界论组件权选府议少它共运车至记\
        又原金身式老路决科联视口处各持站量交万直反南打据基始再快水门十感程导传院才放今术强元完号图规改管划亚领际单头二尔需布达队片求非历每书指马广党几太先带游城办球色觉义级师专类约集告技团取儿\
        参克史 服格候调包请德必拉乐许造确气难吧收证称语山死线示条像流命根则近济京听英士价推标举争友干支委四续况准形男望官且走失言备容观华港质案钱查整未费空转较众神商风校字香啊首州料育创织却照\
        亲识消研离具算欢哪型注源护连节周即投获音清增供五孩光项张息白构省律声演农究器边步喜局医象写除境思赛装谁跟便杀击响职助易版希属住洲巴
        zh-tw/zh-hk/zh-hant BIG5-HKSCS . . . . 的 是一在 不人有了我國這為中個大 會們他來和年上以要到時對麼能你就可地生發家出也說於學後成與過行用日多自\
        現都 沒作下得開經還法動好方而公子事分之民主政嗎月本所天看新業全同定部最其進如前機美那當工關實裡小被但因長樣理等什道去些很心面間區內電然力體起從者高加文問種員重並只及將點想合產三外意市\
        無由女已網第情場名應西 代正真表此位題相明資計建利化期特性度果次給讓兩通教任比該東世提或使她手物數活立認怎知結入更總制務話斯統目社展戰做設安別信影己受軍司把保平常見海變報回向治品北愛何\
        界論組件選權府議臺少它共運接至車記又原金式身老路決科聯視處各口持站量交萬直南解據打基反始再快水門十感程導傳院才今放術強元完號圖規改管亞劃領際系單頭二爾需達隊片求非每書馬廣黨指歷幾太先帶\
        城辦球色覺義級師專類約集告技團取兒參史服 格克候調包請德必拉樂許造確氣遊吧難收證語山死示稱條像流命根則近濟京聽英士價推爭友舉支標委四續況形男官望且走失言備容觀華港質案錢查整未費空轉較眾\
        神商風校字香啊首州料育創佈織卻線親識照消研離算歡哪型源護連節具即準投音清增供五孩光項張息白構獲省律聲演農究器邊步喜醫寫除境思賽誰跟裝便殺擊響職局助易版希屬住洲巴星企引找考
        ja EUC-JP-MS,CP932 . . . . のいてなにたしで るとはがかっをすーもらうんれま だこンりくあよさけきそス イトやおどえル人わちッ日ラリめつクアね じせみゃ大ろタ\
        本ド出レ見一ロシばカ分時マジフプ事中言思年行コメ間気生バ自ム方上テチ会子今キ前 者グ的入サ月ずょ手ご国ブャオニデパ作合来何女全最無ィ場動用目後発ナウ学話ビエほ定当ュダ理高感性部べミ地回\
        新画使下実私物体知げへ通力セ家同名対ツ度業良多ズ持開代金ョ意内長関ハ変モ所数 ネ戦要外社ベ以取ガ化ポぎボ明現食法結心ェ世ケワ不好成俺楽味ノソ考能小び立機書初面期ピ少々様田む付ぶ違先ホ員\
        車ぞ山市解問連報近安ゲ番記加公売仕神ぐ教界特主表信東品電聞選終題悪必正二強男続真死道料決語他可野確文相美情水向切愛身受円集ァひ別始ヤペ達彼元在活ぁ買着重三引位過有次海ゴ保経送ぜ点原ざ利\
        調制万白式第屋限設ギ民直起待勝組得果店込運ザ色 放県指約流予置認読状参京政川応音誰口校島系残件産配天平想進常計ゆ素優欲由空議説ぱ際像風落士止然足単伝映線消早務演ヒ声ふ格友係反殺質夫頭葉\
        木和飲北乗供治転僕撃登交半広台親夜都個ォ帰共張形録完存価基支願覚増投判王示害ぼ念術顔呼態失笑型絶難返育構容命朝告再写権試追影等検観量備号工週太軍探義
        ko UHC . . . . 이다는 에하고가을지의로서은아한 어도기사니있를나해리시그요인들자일게대라으스수만보제 면정주전부여거과장했상안마구었데오야내원우신적것성국되세위와무할동\
        생소트드모 미진문중말화공까러비습간없분조저입개터유계치월같경회선년때연실바음관용더명학네영교당작좋방려않합래발건된단재며각운금람행남물알차등통번르던두타후프겠체크랑식 히너산역버임호\
        포예결반잘님함심속업본레파직디감처런카못노았군받배매출양표피살든현많른법달난집민설였최형또불력키천걸강날울테싶청루종언약애코점워토추준께질외근태올참격렇름친초늘권온린따록목복새료편능\
         열판별맞변메머티항필왜술누절확느특먹줄평씨럼브길급란돌박증송손뭐죽독죠좀즈론활막찾존곳될순환페품투얼향냐석봐및잡병광왔혼담져엔족볼짜글령책플녀완승축베육립총갈망쪽색백악북접앞긴커험끝\
        쓰빠블류범침됐검힘응림김황희눈엄냥벌련창억움패겨클졌충뒤채릴케째셨왕 첫견놓규협츠취렸끼션슨답럽뉴삼퍼폭획락써착찰큰돼팀잠밀닌돈량극봤쳐택랜뿐밤귀몇몰넘먼떤십놀쟁둘탄났줘떻허셔죄밖철얘\
        쿠떠램캐갖굴갔탈듯혹뜻높몸잖슬센곡널켜링싸빨싫측릭웃갑홍농틀떨골쉬넷념득탁맛혀팔찬홈꺼깨녕꾸례휴효벽듣폰풀얻찮징엘뭔찍논짓괜익
        """
}
