"""Word lists by which names and figures are told from other words. All words are folded."""

from __future__ import annotations

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
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july"
        " august september october november december الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد"
    ).split()
)

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
        " أهالي"
    ).split()
)
"""Arabic words after which a name stands."""

HOUSE_STYLE = frozenset(
    fold(
        "said says say told tells stated states added adds noted notes announced announces reported reports"
        " percent per cent pct pc m mn bn million billion tn ceo officer uae ksa us usa قال قالت ذكر ذكرت أوضح"
        " أوضحت أضاف أضافت أكد أكدت أعلن أعلنت أفاد أفادت صرح بين أشار أشارت"
    ).split()
)
"""Words that one desk always writes for another's, with the same sense."""
