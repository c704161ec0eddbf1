"""The names of the months in the languages of the news.

The table is keyed by language (BCP 47) and gives twelve months a row, the variants of
each parted by spaces: with case endings where a date takes them, alone, and shortened.
An underscore stands for a space inside a name. Source: Unicode CLDR 47, with spellings
seen on news pages added.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_TABLE = """
en january jan, february feb, march mar, april apr, may, june jun, july jul, august
  aug, september sep sept, october oct, november nov, december dec
de januar jan jänner jän, februar feb feber, märz mär mrz, april apr, mai, juni jun,
  juli jul, august aug, september sept sep, oktober okt, november nov, dezember dez
fr janvier janv, février févr fév, mars, avril avr, mai, juin, juillet juil jul,
  août, septembre sept, octobre oct, novembre nov, décembre déc
es enero ene, febrero feb, marzo mar, abril abr, mayo may, junio jun, julio jul,
  agosto ago, septiembre sept setiembre sep set, octubre oct, noviembre nov,
  diciembre dic
pt janeiro jan, fevereiro fev, março mar, abril abr, maio mai, junho jun, julho jul,
  agosto ago, setembro set, outubro out, novembro nov, dezembro dez
it gennaio gen, febbraio feb, marzo mar, aprile apr, maggio mag, giugno giu, luglio
  lug, agosto ago, settembre set sett, ottobre ott, novembre nov, dicembre dic
nl januari jan, februari feb, maart mrt, april apr, mei, juni jun, juli jul,
  augustus aug, september sep, oktober okt, november nov, december dec
af januarie jan, februarie feb, maart mrt, april apr, mei, junie jun, julie jul,
  augustus aug, september sep, oktober okt, november nov, desember des
da januar jan, februar feb, marts mar, april apr, maj, juni jun, juli jul, august
  aug, september sep, oktober okt, november nov, december dec
nb januar jan, februar feb, mars mar, april apr, mai, juni jun, juli jul, august
  aug, september sep, oktober okt, november nov, desember des
sv januari jan, februari feb, mars, april apr, maj, juni jun, juli jul, augusti aug,
  september sep, oktober okt, november nov, december dec
fi tammikuuta tammi tammikuu, helmikuuta helmi helmikuu, maaliskuuta maalis
  maaliskuu, huhtikuuta huhti huhtikuu, toukokuuta touko toukokuu, kesäkuuta kesä
  kesäkuu, heinäkuuta heinä heinäkuu, elokuuta elo elokuu, syyskuuta syys syyskuu,
  lokakuuta loka lokakuu, marraskuuta marras marraskuu, joulukuuta joulu joulukuu
et jaanuar jaan, veebruar veebr, märts, aprill apr, mai, juuni, juuli, august aug,
  september sept, oktoober okt, november nov, detsember dets
is janúar jan, febrúar feb, mars mar, apríl apr, maí, júní jún, júlí júl, ágúst ágú,
  september sep, október okt, nóvember nóv, desember des
fo januar jan, februar feb, mars mar, apríl apr, mai, juni jun, juli jul, august
  aug, september sep, oktober okt, november nov, desember des
pl stycznia sty styczeń, lutego lut luty, marca mar marzec, kwietnia kwi kwiecień,
  maja maj, czerwca cze czerwiec, lipca lip lipiec, sierpnia sie sierpień, września
  wrz wrzesień, października paź październik, listopada lis listopad, grudnia gru
  grudzień
cs ledna led leden, února úno únor, března bře březen, dubna dub duben, května kvě
  květen, června čvn čer červen, července čvc červenec, srpna srp srpen, září zář, října
  říj říjen, listopadu lis listopad, prosince pro prosinec
sk januára jan január, februára feb február, marca mar marec, apríla apr apríl, mája
  máj, júna jún, júla júl, augusta aug august, septembra sep september, októbra okt
  október, novembra nov november, decembra dec december
sl januar jan, februar feb, marec mar, april apr, maj, junij jun, julij jul, avgust
  avg, september sep, oktober okt, november nov, december dec
hr siječnja sij siječanj, veljače velj veljača, ožujka ožu ožujak, travnja tra
  travanj, svibnja svi svibanj, lipnja lip lipanj, srpnja srp srpanj, kolovoza kol
  kolovoz, rujna ruj rujan, listopada lis listopad, studenoga studenog stu studeni, prosinca
  pro prosinac
sr јануар јан januar jan, фебруар феб februar feb, март мар mart mar, април апр
  april apr, мај maj, јун jun, јул jul, август авг avgust avg, септембар сеп
  septembar sep, октобар окт oktobar okt, новембар нов novembar nov, децембар дец
  decembar dec
bs januar jan, februar feb, mart mar, april apr, maj, juni jun, juli jul, august
  aug, septembar sep, oktobar okt, novembar nov, decembar dec
mk јануари јан, февруари фев, март мар, април апр, мај, јуни јун, јули јул, август
  авг, септември сеп, октомври окт, ноември ное, декември дек
bg януари яну, февруари фев, март, април апр, май, юни юн, юли юл, август авг,
  септември сеп, октомври окт, ноември ное ноем, декември дек
ru января янв январь ян, февраля февр февраль фев, марта мар март, апреля апр апрель,
  мая май, июня июн июнь, июля июл июль, августа авг август, сентября сент сентябрь
  сен, октября окт октябрь, ноября нояб ноябрь ноя, декабря дек декабрь
uk січня січ січень, лютого лют лютий, березня бер березень берез, квітня квіт квітень кві,
  травня трав травень тра, червня черв червень чер, липня лип липень, серпня серп серпень,
  вересня вер вересень верес, жовтня жовт жовтень жов, листопада лист листопад
  листоп, грудня груд грудень
be студзеня сту студзень, лютага лют люты, сакавіка сак сакавік, красавіка кра
  красавік, мая май траўня травень, чэрвеня чэр чэрвень, ліпеня ліп ліпень, жніўня жні жнівень,
  верасня вер верасень, кастрычніка кас кастрычнік, лістапада ліс лістапад, снежня
  сне снежань
hu január jan, február febr feb, március márc marc, április ápr, május máj, június
  jún, július júl, augusztus aug, szeptember szept sep, október okt, november nov,
  december dec
ro ianuarie ian, februarie feb, martie mar, aprilie apr, mai, iunie iun, iulie iul,
  august aug, septembrie sept sep, octombrie oct, noiembrie nov noi, decembrie dec
el ιανουαρίου ιαν ιανουάριος, φεβρουαρίου φεβ φεβρουάριος, μαρτίου μαρ μάρτιος μάρ,
  απριλίου απρ απρίλιος, μαΐου μαΐ μάιος μάι, ιουνίου ιουν ιούνιος ιούν, ιουλίου
  ιουλ ιούλιος ιούλ, αυγούστου αυγ αύγουστος αύγ, σεπτεμβρίου σεπ σεπτέμβριος,
  οκτωβρίου οκτ οκτώβριος, νοεμβρίου νοε νοέμβριος νοέ, δεκεμβρίου δεκ δεκέμβριος
tr ocak oca, şubat şub, mart mar, nisan nis, mayıs may, haziran haz, temmuz tem,
  ağustos ağu, eylül eyl, ekim eki, kasım kas, aralık ara
az yanvar yan, fevral fev, mart mar, aprel apr, may, iyun iyn, iyul iyl, avqust avq,
  sentyabr sen, oktyabr okt, noyabr noy, dekabr dek
lt sausio saus sausis, vasario vas vasaris, kovo kov kovas, balandžio bal balandis,
  gegužės geg gegužė, birželio birž birželis, liepos liep liepa, rugpjūčio rugp
  rugpjūtis, rugsėjo rugs rugsėjis, spalio spal spalis, lapkričio lapkr lapkritis,
  gruodžio gruod gruodis
lv janvāris janv, februāris febr, marts, aprīlis apr, maijs, jūnijs jūn, jūlijs jūl,
  augusts aug, septembris sept, oktobris okt, novembris nov, decembris dec
ca gener gen, febrer febr, març, abril abr, maig, juny, juliol jul, agost ag,
  setembre set, octubre oct, novembre nov, desembre des
eu urtarrila urt, otsaila ots, martxoa mar, apirila api, maiatza mai, ekaina eka,
  uztaila uzt, abuztua abu, iraila ira, urria urr, azaroa aza, abendua abe
gl xaneiro xan, febreiro feb, marzo mar, abril abr, maio, xuño, xullo xul, agosto
  ago, setembro set, outubro out, novembro nov, decembro dec
sq janar jan, shkurt shk, mars mar, prill pri, maj, qershor qer, korrik korr, gusht
  gush, shtator sht, tetor tet, nëntor nën, dhjetor dhj
cy ionawr ion, chwefror chwef chw, mawrth maw, ebrill ebr, mai, mehefin meh,
  gorffennaf gorff gor, awst, medi, hydref hyd, tachwedd tach, rhagfyr rhag
ga eanáir ean, feabhra feabh, márta, aibreán aib, bealtaine beal, meitheamh meith,
  iúil, lúnasa lún, meán_fómhair mfómh, deireadh_fómhair dfómh, samhain samh,
  nollaig noll
ar يناير جانفي, فبراير فيفري, مارس, أبريل ابريل إبريل أفريل, مايو ماي, يونيو جوان,
  يوليو جويلية يوليوز, أغسطس أوت اغسطس غشت, سبتمبر شتنبر, أكتوبر اكتوبر, نوفمبر
  نونبر, ديسمبر دجنبر
ar-LB كانون_الثاني كانون_ثاني, شباط, آذار اذار, نيسان, أيار ايار, حزيران, تموز, آب,
  أيلول ايلول, تشرين_الأول تشرين_اول, تشرين_الثاني تشرين_ثاني, كانون_الأول كانون_اول
fa ژانویهٔ ژانویه ژانويه, فوریهٔ فوریه فوريه, مارس, آوریل, مهٔ مه, ژوئن, ژوئیهٔ
  ژوئیه ژوئيه جولای, اوت آگوست, سپتامبر, اکتبر, نوامبر, دسامبر
he ינואר ינו, פברואר פבר, מרץ מרס, אפריל אפר, מאי, יוני, יולי, אוגוסט אוג, ספטמבר
  ספט, אוקטובר אוק, נובמבר נוב, דצמבר דצמ
ur جنوری, فروری, مارچ, اپریل, مئی, جون, جولائی, اگست, ستمبر, اکتوبر, نومبر, دسمبر
hi जनवरी जन, फ़रवरी फ़र फरवरी, मार्च, अप्रैल, मई, जून, जुलाई जुल, अगस्त अग, सितंबर
  सित सितम्बर, अक्टूबर अक्टू अक्तूबर, नवंबर नव नवम्बर, दिसंबर दिस दिसम्बर
mr जानेवारी जाने, फेब्रुवारी फेब्रु, मार्च, एप्रिल एप्रि, मे, जून, जुलै, ऑगस्ट ऑग,
  सप्टेंबर सप्टें, ऑक्टोबर ऑक्टो, नोव्हेंबर नोव्हें, डिसेंबर डिसें
ne जनवरी, फेब्रुअरी, मार्च, अप्रिल, मे, जुन, जुलाई, अगस्ट, सेप्टेम्बर, अक्टोबर,
  नोभेम्बर, डिसेम्बर
bn জানুয়ারী জানু জানুয়ারি, ফেব্রুয়ারী ফেব ফেব্রুয়ারি, মার্চ, এপ্রিল এপ্রি, মে,
  জুন, জুলাই জুল, আগস্ট আগ, সেপ্টেম্বর সেপ, অক্টোবর অক্টো, নভেম্বর নভে, ডিসেম্বর
  ডিসে
pa ਜਨਵਰੀ ਜਨ, ਫ਼ਰਵਰੀ ਫ਼ਰ, ਮਾਰਚ, ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ, ਮਈ, ਜੂਨ, ਜੁਲਾਈ ਜੁਲਾ, ਅਗਸਤ ਅਗ, ਸਤੰਬਰ
  ਸਤੰ, ਅਕਤੂਬਰ ਅਕਤੂ, ਨਵੰਬਰ ਨਵੰ, ਦਸੰਬਰ ਦਸੰ
gu જાન્યુઆરી જાન્યુ, ફેબ્રુઆરી ફેબ્રુ, માર્ચ, એપ્રિલ, મે, જૂન, જુલાઈ, ઑગસ્ટ,
  સપ્ટેમ્બર સપ્ટે, ઑક્ટોબર ઑક્ટો, નવેમ્બર નવે, ડિસેમ્બર ડિસે
ta ஜனவரி ஜன, பிப்ரவரி பிப், மார்ச் மார், ஏப்ரல் ஏப், மே, ஜூன், ஜூலை, ஆகஸ்ட் ஆக,
  செப்டம்பர் செப், அக்டோபர் அக், நவம்பர் நவ, டிசம்பர் டிச
te జనవరి జన, ఫిబ్రవరి ఫిబ్ర, మార్చి, ఏప్రిల్ ఏప్రి, మే, జూన్, జులై, ఆగస్టు ఆగ,
  సెప్టెంబర్ సెప్టెం, అక్టోబర్ అక్టో, నవంబర్ నవం, డిసెంబర్ డిసెం
kn ಜನವರಿ ಜನ, ಫೆಬ್ರವರಿ ಫೆಬ್ರ, ಮಾರ್ಚ್, ಏಪ್ರಿಲ್ ಏಪ್ರಿ, ಮೇ, ಜೂನ್, ಜುಲೈ, ಆಗಸ್ಟ್ ಆಗ,
  ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ, ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ, ನವೆಂಬರ್ ನವೆಂ, ಡಿಸೆಂಬರ್ ಡಿಸೆಂ
ml ജനുവരി ജനു, ഫെബ്രുവരി ഫെബ്രു, മാർച്ച് മാർ, ഏപ്രിൽ ഏപ്രി, മേയ്, ജൂൺ, ജൂലൈ,
  ഓഗസ്റ്റ് ഓഗ, സെപ്റ്റംബർ സെപ്റ്റം, ഒക്‌ടോബർ ഒക്ടോ, നവംബർ നവം, ഡിസംബർ ഡിസം
si ජනවාරි ජන, පෙබරවාරි පෙබ, මාර්තු මාර්, අප්‍රේල්, මැයි, ජූනි, ජූලි, අගෝස්තු අගෝ,
  සැප්තැම්බර් සැප්, ඔක්තෝබර් ඔක්, නොවැම්බර් නොවැ, දෙසැම්බර් දෙසැ
th มกราคม ม.ค มค มกรา, กุมภาพันธ์ ก.พ กุมภา, มีนาคม มี.ค มีนา, เมษายน เม.ย เมษา, พฤษภาคม
  พ.ค พฤษภา, มิถุนายน มิ.ย มิถุนา, กรกฎาคม ก.ค กรกฎา, สิงหาคม ส.ค สิงหา, กันยายน ก.ย
  กันยา, ตุลาคม ต.ค ตุลา, พฤศจิกายน พ.ย พฤศจิกา, ธันวาคม ธ.ค ธันวา
vi tháng_một tháng_giêng, tháng_hai, tháng_ba, tháng_tư, tháng_năm, tháng_sáu,
  tháng_bảy, tháng_tám, tháng_chín, tháng_mười, tháng_mười_một, tháng_mười_hai
  tháng_chạp
lo ມັງກອນ ມ.ກ, ກຸມພາ ກ.ພ, ມີນາ ມ.ນ, ເມສາ ມ.ສ, ພຶດສະພາ ພ.ພ, ມິຖຸນາ ມິ.ຖ, ກໍລະກົດ ກ.ລ,
  ສິງຫາ ສ.ຫ, ກັນຍາ ກ.ຍ, ຕຸລາ ຕ.ລ, ພະຈິກ ພ.ຈ, ທັນວາ ທ.ວ
km មករា, កុម្ភៈ, មីនា, មេសា, ឧសភា, មិថុនា, កក្កដា, សីហា, កញ្ញា, តុលា, វិច្ឆិកា, ធ្នូ
my ဇန်နဝါရီ ဇန်, ဖေဖော်ဝါရီ ဖေ, မတ်, ဧပြီ, မေ, ဇွန်, ဇူလိုင် ဇူ, ဩဂုတ်, စက်တင်ဘာ
  စက်, အောက်တိုဘာ အောက်, နိုဝင်ဘာ နို, ဒီဇင်ဘာ ဒီ
id januari jan, februari feb pebruari, maret mar, april apr, mei, juni jun, juli
  jul, agustus agu agt ags, september sep, oktober okt, november nov nop nopember,
  desember des
ms januari jan, februari feb, mac, april apr, mei, jun, julai jul, ogos ogo,
  september sep, oktober okt, november nov, disember dis
fil enero ene, pebrero peb, marso mar, abril abr, mayo may, hunyo hun, hulyo hul,
  agosto ago, setyembre set, oktubre okt, nobyembre nob, disyembre dis
sw januari jan, februari feb, machi mac, aprili apr, mei, juni jun, julai jul,
  agosti ago, septemba sep, oktoba okt, novemba nov, desemba des
ha janairu jan, faburairu fab, maris mar, afirilu afi, mayu may, yuni yun, yuli yul,
  agusta agu, satumba sat, oktoba okt, nuwamba nuw, disamba dis
so janaayo jan jannaayo, febraayo feb, maarso mar, abriil abr, maayo may, juun jun,
  luulyo lul, agosto ogs ogosto, sebtembar seb sebteembar, oktoobar okt, noofeembar
  nof, diseembar dis
zu januwari jan, februwari feb, mashi mas, ephreli eph, meyi mey, juni jun, julayi
  jul, agasti aga, septhemba sep, okthoba okt, novemba nov, disemba dis
xh janyuwari jan, februwari feb, matshi mat, epreli epr, meyi mey, juni jun, julayi
  jul, agasti aga, septemba sept sep, okthobha okt okthoba, novemba nov, disemba dis
hy հունվարի հնվ հունվար, փետրվարի փտվ փետրվար, մարտի մրտ մարտ, ապրիլի ապր ապրիլ,
  մայիսի մյս մայիս, հունիսի հնս հունիս, հուլիսի հլս հուլիս, օգոստոսի օգս օգոստոս,
  սեպտեմբերի սեպ սեպտեմբեր, հոկտեմբերի հոկ հոկտեմբեր, նոյեմբերի նոյ նոյեմբեր,
  դեկտեմբերի դեկ դեկտեմբեր
ka იანვარი იან, თებერვალი თებ, მარტი მარ, აპრილი აპრ, მაისი მაი, ივნისი ივნ, ივლისი
  ივლ, აგვისტო აგვ, სექტემბერი სექ, ოქტომბერი ოქტ, ნოემბერი ნოე, დეკემბერი დეკ
kk қаңтар қаң, ақпан ақп, наурыз нау, сәуір сәу, мамыр мам, маусым мау, шілде шіл,
  тамыз там, қыркүйек қыр, қазан қаз, қараша қар, желтоқсан жел
uz yanvar yan, fevral fev, mart mar, aprel apr, may, iyun iyn, iyul iyl, avgust avg,
  sentabr sen, oktabr okt, noyabr noy, dekabr dek
ky январь янв, февраль фев, март мар, апрель апр, май, июнь июн, июль июл, август
  авг, сентябрь сен, октябрь окт, ноябрь ноя, декабрь дек
am ጃንዋሪ ጃን, ፌብሩዋሪ ፌብ, ማርች, ኤፕሪል ኤፕሪ, ሜይ, ጁን, ጁላይ, ኦገስት ኦገስ, ሴፕቴምበር ሴፕቴ, ኦክቶበር ኦክቶ,
  ኖቬምበር ኖቬም, ዲሴምበር ዲሴም
kl januaarip jan januaari, februaarip febr februaari, marsip mar marsi, apriilip apr
  apriili, maajip maj maaji, juunip jun juuni, juulip jul juuli, aggustip aug
  aggusti, septembarip sept septembari, oktobarip okt oktobari, novembarip nov
  novembari, decembarip dec decembari
lb januar jan, februar feb, mäerz mäe, abrëll abr, mee, juni jun, juli jul, august
  aug, september sep, oktober okt, november nov, dezember dez
mt jannar jan, frar fra, marzu mar, april apr, mejju mej, ġunju ġun, lulju lul,
  awwissu aww, settembru set, ottubru ott, novembru nov, diċembru diċ
fy jannewaris jan, febrewaris feb, maart mrt, april apr, maaie mai, juny jun, july
  jul, augustus aug, septimber sep, oktober okt, novimber nov, desimber des
"""


def fold(word: str) -> str:
    """Return a name in lower case without accents, as the table is searched."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("ı", "i"))
    return "".join(c for c in plain if not "\u0300" <= c <= "\u036f")


def _rows() -> list[tuple[str, list[list[str]]]]:
    rows = []
    for row in re.split(r"\n(?=\S)", _TABLE.strip()):
        language, months = row.split(None, 1)
        rows.append((language, [month.split() for month in months.split(",")]))
    return rows


def _readings() -> dict[str, dict[str, int]]:
    readings: dict[str, dict[str, int]] = {}
    for language, months in _rows():
        for number, names in enumerate(months, 1):
            for name in names:
                readings.setdefault(fold(name), {})[language] = number
    return readings


def _joined_names() -> set[str]:
    return {
        name
        for _, months in _rows()
        for names in months
        for name in names
        if "_" in name
    }


_READINGS: Mapping[str, Mapping[str, int]] = _readings()
# The longest first: `tháng mười hai` is not `tháng mười`.
_JOINED = re.compile(
    "|".join(
        sorted(
            (name.replace("_", "[ \u00a0]") for name in _joined_names()),
            key=len,
            reverse=True,
        )
    ),
    re.IGNORECASE,
)


def join_names(text: str) -> str:
    """Put an underscore for the space inside month names of two words.

    The text keeps its length.
    """
    if text.isascii():
        return text
    return _JOINED.sub(lambda m: re.sub(r"\s", "_", m[0]), text)


@lru_cache(maxsize=8192)
def month_number(word: str, language: str | None = None) -> int | None:
    """Return 1 to 12 for a month's name, None for another word.

    `listopad` and its kin name one month in Croatian and another in Czech or Polish:
    the language decides, and without one such a word names none.
    """
    name = fold(word.strip(".").removeprefix("เดือน"))
    readings = _READINGS.get(name) or _READINGS.get(name.removeprefix("ב"))
    if readings is None:
        return None
    if language and (number := readings.get(language.partition("-")[0].lower())):
        return number
    numbers = set(readings.values())
    return numbers.pop() if len(numbers) == 1 else None
