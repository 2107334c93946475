"""Word lists by which names and figures are told from other words. All words are folded."""

from __future__ import annotations

from collections.abc import Set

from menafn_crawler.deduplicate.spelling import stem
from menafn_crawler.normalise import fold


def _numbered(words: str, first: int, step: int = 1) -> dict[str, str]:
    return {word: str(first + step * place) for place, word in enumerate(words.split())}


TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
_ARABIC_NUMBERS = {
    "2": "اثنان اثنين اثنتان اثنتين",
    "3": "ثلاثة ثلاث",
    "4": "أربعة أربع",
    "5": "خمسة خمس",
    "6": "ستة ست",
    "7": "سبعة سبع",
    "8": "ثمانية ثماني ثمان",
    "9": "تسعة تسع",
    "10": "عشرة عشر",
    "20": "عشرون عشرين",
    "30": "ثلاثون ثلاثين",
    "40": "أربعون أربعين",
    "50": "خمسون خمسين",
    "60": "ستون ستين",
    "70": "سبعون سبعين",
    "80": "ثمانون ثمانين",
    "90": "تسعون تسعين",
}
NUMBER_WORDS = {
    **_numbered("two three four five six seven eight nine ten eleven twelve", 2),
    **_numbered("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13),
    **TENS,
    **_numbered("second third fourth fifth sixth seventh eighth ninth tenth", 2),
    **{fold(word): value for value, words in _ARABIC_NUMBERS.items() for word in words.split()},
}
"""Numbers in words. ``one`` and ``first`` are left out: they are rarely figures."""

DATE_WORDS = frozenset(
    fold(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
        " august september october november december الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
    ).split()
)

FIRST = frozenset(fold("first الأول الأولى").split())
"""Words that count as the figure 1 where a figure stands in their place."""
_CURRENCIES = (
    "dollar dollars usd دولار دولارا دولارات",
    "euro euros eur يورو",
    "pound pounds sterling gbp egp جنيه جنيها جنيهات",
    "dirham dirhams aed mad درهم درهما دراهم",
    "riyal riyals rial rials sar qar omr ريال ريالا ريالات",
    "dinar dinars kwd bhd jod iqd دينار دينارا دنانير",
    "lira liras lire ليرة",
    "rupee rupees inr pkr روبية",
    "yen jpy ين",
    "yuan renminbi cny rmb يوان",
    "franc francs chf فرنك",
    "rouble roubles ruble rubles rub روبل",
)
CURRENCIES = {stem(word): place for place, row in enumerate(_CURRENCIES) for word in fold(row).split()}
"""Words of currencies, by stem; those of one currency have the same value."""
LABELS = frozenset(
    "class series serie phase part tranche volume chapter stage level grade category section annex appendix type"
    " lot group block unit zone gate hall pier berth plan team league division hepatitis vitamin route"
    " line terminal".split()
)
"""Words behind which a letter or a Roman number tells one thing from another."""

GENERIC_NAMES = frozenset(
    (
        "the a an and or of in on at to for by with from as is it its this that these those he she they we"
        " you i his her their our my company group board ceo cfo coo chairman chairwoman chair director"
        " president minister ministry government mr mrs ms dr sir hh he prof inc incorporated corp corporation"
        " ltd limited plc llc llp lp ag sa nv se co holdings holding nyse nasdaq otc tsx tsxv lse adx dfm"
        " tadawul pr newswire globenewswire globe businesswire business wire prnewswire newsfile ein presswire"
        " kuna wam qna spa bna ona petra mena reuters afp ap tap ians trend azernews menafn accesswire gmt utc"
        " est edt am pm q h fy us usa uk eu usd eur gbp aed sar qar kwd read also more photo image source"
        " editor note"
    ).split()
)
"""Capitalised words that identify nothing, and names of agencies, which a reprint replaces by its own."""

SENTENCE_STARTERS = frozenset(
    (
        "the a an and but or nor so yet for of in on at to by with from as is are was were it its this that"
        " these those he she they we you i his her their our my your who what when where why how which while"
        " after before since until during under over about above among between against both each every all any"
        " some many most more much few no not none one another other others such only also even still now then"
        " there here today yesterday tomorrow later earlier meanwhile however moreover furthermore besides"
        " although though because if unless despite according asked speaking commenting founded headquartered"
        " based established located following shares analysts officials sources traders residents investors"
        " police authorities experts once again first last next new separately additionally instead overall"
        " work entry nobody nothing crews drivers tickets complaints sales costs prices profit revenue net"
        " total trading demand supply results through throughout"
    ).split()
)
"""Words that often begin a sentence and are no names."""

NAME_CUES = frozenset(
    fold(
        "شركة بنك مصرف مدينة محافظة ولاية إمارة مجموعة جامعة الدكتور الدكتورة السيد السيدة الشيخ الشيخة"
        " المهندس المهندسة الأستاذ الأمير الأميرة مؤسسة نادي فريق بلدية مطار قرية بلدة منطقة اللواء العميد"
        " النائب السفير القاضي المدرب اللاعب الفنان الكاتب منتخب ميناء حقل قضاء لواء شركتي بنكي مدينتي سكان"
        " أهالي بورصة سهم معرض استاد ملعب مجمع جامعتي نظيره حي شارع ضاحية الحاج العقيد المقدم الوزير المحامي"
        " المستشار مستشفى منتجع صحيفة قناة شيخ البروفيسور"
    ).split()
)
"""Arabic words after which a name stands."""

GIVEN_NAMES = frozenset(
    stem(word)
    for word in fold(
        "محمد أحمد محمود علي حسن حسين عمر عثمان خالد سالم سعيد سعد سلطان سلمان سليمان سمير سامي سيف صالح صلاح"
        " طارق طلال عادل عباس عبدالله عبدالرحمن عبدالعزيز عدنان عصام عماد عيسى غسان فادي فارس فاروق فهد فيصل قاسم"
        " كريم كمال ماجد مازن مالك مبارك مروان مصطفى منصور موسى ناصر نبيل نواف هاني هشام هيثم وائل وليد ياسر يحيى"
        " يوسف يونس إبراهيم إسماعيل إياد أيمن باسم باسل بدر بسام بشار بلال بندر تركي ثامر جابر جاسم جمال جمعة جورج"
        " حاتم حازم حامد حمد حمدان حمزة حيدر داود راشد رامي رائد رياض زياد زيد طه عامر عمار عمرو لؤي ماهر مجيد معاذ"
        " مهند نادر نايف نزار نعيم هادي فاطمة مريم عائشة خديجة ليلى منى هدى نورة ريم رنا رانيا سارة سلمى سميرة سناء"
        " شيخة عبير غادة لطيفة لينا مها ميساء نادية ندى نوال هند هيفاء رشا دينا إيمان أسماء جواد عبد بن"
    ).split()
)
"""Usual Arabic given names. Those that are common words as well (such as "generous") are left out."""

PLACE_NAMES = frozenset(
    stem(word)
    for word in fold(
        "الكويت الدوحة قطر البحرين المنامة المحرق مسقط عمان صلالة صحار نزوى الرياض جدة مكة الدمام الخبر"
        " الظهران تبوك أبها حائل القصيم ينبع نجران جازان أبوظبي دبي الشارقة عجمان الفجيرة العين بغداد البصرة الموصل"
        " أربيل كركوك النجف كربلاء الناصرية السليمانية الأنبار بيروت طرابلس صيدا دمشق حلب حمص حماة اللاذقية درعا"
        " إدلب الأردن إربد الزرقاء العقبة المفرق مأدبا الكرك جرش فلسطين القدس رام نابلس الخليل جنين غزة رفح"
        " القاهرة الإسكندرية الجيزة أسوان الأقصر السويس بورسعيد المنصورة طنطا سيناء الخرطوم أمدرمان دارفور بنغازي"
        " مصراتة تونس صفاقس سوسة الجزائر وهران قسنطينة عنابة الرباط مراكش فاس طنجة أكادير نواكشوط صنعاء عدن تعز"
        " الحديدة حضرموت السعودية الإمارات اليمن العراق سوريا سورية لبنان مصر السودان ليبيا المغرب موريتانيا الصومال"
        " جيبوتي تركيا أنقرة إسطنبول إيران طهران إسرائيل روسيا موسكو أوكرانيا كييف الصين بكين اليابان طوكيو الهند"
        " نيودلهي باكستان أفغانستان كابول بنغلاديش إندونيسيا ماليزيا فرنسا باريس ألمانيا برلين بريطانيا لندن إسبانيا"
        " مدريد إيطاليا روما اليونان أثينا قبرص بروكسل جنيف فيينا واشنطن نيويورك كندا البرازيل كوريا سيول أستراليا"
        " إثيوبيا كينيا نيجيريا السنغال أذربيجان باكو كازاخستان أوزبكستان الجهراء حولي الفروانية الأحمدي الياباني"
        " الصيني الهندي التركي الإيراني الروسي الأوكراني الفرنسي الألماني البريطاني الإسباني الإيطالي اليوناني"
        " الأمريكي المصري الأردني الكويتي القطري البحريني العماني السعودي الإماراتي العراقي السوري اللبناني اليمني"
        " السوداني الليبي التونسي الجزائري المغربي الفلسطيني"
    ).split()
)
"""Places and nationalities that the news of the region names, in Arabic."""

HOUSE_STYLE = frozenset(
    fold(
        "said says say told tells stated states added adds noted notes announced announces reported reports"
        " percent per cent pct pc m mn bn million billion tn ceo officer uae ksa us usa قال قالت ذكر ذكرت أوضح"
        " أوضحت أضاف أضافت أكد أكدت أعلن أعلنت أفاد أفادت صرح بين أشار أشارت"
    ).split()
)
"""Words that one desk always writes for another's, with the same sense."""

COMMON_WORDS = (
    HOUSE_STYLE
    | SENTENCE_STARTERS
    | frozenset(
        "company companies firm firms group groups programme program scheme plan plans project year years month"
        " months week weeks day days today people persons person man woman expected anticipated due likely big"
        " large major high low new fresh start started begin began end ended use used make made take took give"
        " given get got show shown help include including use provide support continue hold held held offer"
        " according around up down out off into onto within without per than then can could will would may might"
        " should must shall has have had do does did been being them him us me who whom whose well just very"
        " across along near beneath nearly approximately additionally also customers clients results growth"
        " following prior important several many authorities government officials public".split()
    )
    | frozenset(
        stem(word)
        for word in fold(
            "في من إلى على عن مع بعد قبل خلال أثناء بين عند حتى منذ حول ضد نحو لدى أمام وراء تحت فوق ضمن عبر دون سوى"
            " غير كل بعض أي هذا هذه ذلك تلك الذي التي الذين هو هي هم أن إن لأن كان كانت يكون تكون قد لقد لم لن لا ما"
            " إذا لو كما كذلك أيضا ثم حيث بينما فيما لكن بل أو أم إذ له لها لهم به بها فيه فيها منه منها عنه عليه"
            " عليها إليه إثر وسط جدا فقط تقريبا حاليا مباشرة لاحقا سابقا نسبيا اليوم أمس غدا يوم عام شهر أسبوع سنة"
            " الماضي المقبل القادم السابق الحالي الجاري جديد جديدة كبير كبيرة عدد عدة مختلف جميع عموم نسبة نسبته قيمة"
            " مليون مليار ألف سيتم تم تمت يتم جرى شركة مؤسسة هيئة مجموعة وزارة إدارة رئيس مدير مشروع برنامج خطة"
            " كشفت كشف ذكر تابع تابعت لفت نوه شدد سيكون ستكون وقد وكان واضح سريع مستمر مشترك خاص مهم أهمية تعزيز دعم"
            " سبل طرق يعمل يسعى ستبلغ ستصل بلغ بلغت وصل وصلت أبرز معظم أكثر أقل"
        ).split()
    )
)
"""Words that identify nothing. What stands in their place throughout was edited, or is another desk's habit."""

ROUND_UP = frozenset(
    fold(
        "roundup digest brief briefs briefing headlines newsletter recap wrap bulletin موجز حصاد نشرة جولة أبرز"
    ).split()
)
"""Words of a headline that announce several stories."""


def names_round_up(headline: Set[str]) -> bool:
    """Return True if the words of a headline announce several stories.

    >>> names_round_up({"gulf", "round", "up"}), names_round_up({"round", "table"})
    (True, False)
    """
    return not headline.isdisjoint(ROUND_UP) or {"round", "up"} <= headline
