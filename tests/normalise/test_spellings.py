"""Every phrase around an Arabic story in every spelling, in every place of the page, in two layouts; and the guards."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from menafn_crawler import read_article
from menafn_crawler.items import Article

STORY = (
    "افتتحت بلدية إربد أمس حديقة عامة جديدة على مساحة 40 دونما في الحي الشرقي من المدينة.",
    "وقال رئيس البلدية إن أعمال الزراعة استغرقت سبعة أشهر، وإن الحديقة تضم 300 شجرة مثمرة.",
    "وأضاف أن كلفة المشروع بلغت مليوني دينار، وأن الدخول سيبقى مجانيا لجميع السكان.",
)
BYLINE = "(MENAFN- وكالة الأنباء القطرية)"
WIRE_ID = "MENAFN14052025000071011013ID1109547045"
DISCLAIMER = "<p><b>إخلاء المسؤولية القانونية:</b><br> تقدم مينافن المعلومات كما هي دون أي ضمان.</p>"
OTHER = "<a href='/1109000111/x'>ارتفاع طفيف في أسعار القمح</a>"

VOWELS = str.maketrans({letter: f"{letter}\u064e" for letter in "قشرط"} | {"ل": "ل\u0651"})
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "no hamza": lambda text: text.translate(str.maketrans("أإآ", "ااا")),
    "ha for ta marbuta": lambda text: text.replace("ة", "ه"),
    "maqsura for ya": lambda text: text.replace("ي", "ى"),
    "Persian letters": lambda text: text.translate(str.maketrans("يك", "یک")),
    "tatweel": lambda text: text.replace("ر", "\u0640ر").replace("س", "س\u0640"),
    "vowels": lambda text: text.translate(VOWELS),
    "no vowels": lambda text: "".join(letter for letter in text if not unicodedata.combining(letter)),
    "direction marks": lambda text: f"\u200f{text}\u200e",
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}


def page(layout: str, paragraphs: tuple[str, ...], byline: str = BYLINE, tail: str = DISCLAIMER) -> str:
    """A page of *layout*; each of *paragraphs* is HTML."""
    first, *rest = (p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs)
    body = first.replace("<p>", f"<p>{byline} ", 1) + "".join(rest)
    head = (
        "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>حديقة جديدة في إربد</title>"
        '<meta property="og:url" content="https://menafn.com/arabic/1109547045/x"></head><body>'
    )
    if layout == "story":
        return (
            f'{head}<div id="ContentPlaceHolder1_div_story"><h1 class="main-entry-title">حديقة جديدة في إربد</h1>'
            f'<span class="entry-date">2025-05-14 04:44:27</span><div class="entry-summary tit">{body}</div>'
            f'<div class="entry-summary"><p>{WIRE_ID}</p></div><div class="entry-summary">{tail}</div></div>'
            "</body></html>"
        )
    return (
        f"{head}<main><h1>حديقة جديدة في إربد</h1><b>2025-05-14 04:44:27</b><div>{body}</div>"
        f"<p>{WIRE_ID}</p><div>{tail}</div></main></body></html>"
    )


def read(html: str) -> Article:
    return read_article(html, "https://menafn.com/arabic/1109547045/x")


def placed(place: str, line: str) -> tuple[str, ...]:
    """The story with *line*, which is HTML, at *place*."""
    one, two, three = STORY
    return {
        "between": (one, f"<p>{line}</p>", two, three),
        "after": (one, two, three, f"<p>{line}</p>"),
        "glued": (one, two, f"<p>{three} {line}</p>"),
        "glued between": (one, f"<p>{two} {line}</p>", three),
    }[place]


LABELS = (
    "اقرأ أيضا:",
    "اقرأ أيضاً",
    "إقرأ أيضاً..",
    "اقرأوا أيضا",
    "شاهد أيضاً:",
    "للمزيد:",
    "قد يهمك أيضاً:",
    "أخبار ذات صلة:",
)
SHARE = (
    "شارك على فيسبوك",
    "مشاركة عبر: فيسبوك | تويتر",
    "شارك هذا الخبر",
    "انشر",
    "تابعونا على تويتر وفيسبوك",
    "إعلان",
)
CLOSINGS = (
    "(النهاية)",
    "(انتهى) م ج",
    "/كونا/",
    "--(بترا)",
    "// انتهى //",
    "(يتبع)",
    "يتبع...",
    "وام/سالم",
    "(قنا)",
    "- ن ع -",
)
NOTICES = ("إخلاء المسؤولية القانونية:", "إخلاء مسؤولية:", "تنويه قانوني:", "التنويه القانوني -", "تنويه:")


@pytest.mark.parametrize("layout", ["story", "fallback"])
@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    ("place", "lines"),
    [
        pytest.param("between", [f"{label} {OTHER}" for label in LABELS], id="link announced"),
        pytest.param("glued between", [f"{label} {OTHER}" for label in LABELS], id="link announced inside"),
        pytest.param("between", SHARE, id="share between"),
        pytest.param("after", SHARE, id="share after"),
        pytest.param("after", CLOSINGS, id="closing of its own"),
        pytest.param("glued", CLOSINGS, id="closing glued"),
        pytest.param("glued", [f"{notice} تقدم مينافن المعلومات كما هي" for notice in NOTICES], id="disclaimer glued"),
        pytest.param("after", [f"<b>{notice}</b> تقدم مينافن المعلومات كما هي" for notice in NOTICES], id="disclaimer"),
    ],
)
def test_what_is_not_the_story_is_removed(layout: str, spelling: str, place: str, lines: list[str]) -> None:
    for line in lines:
        spelled = "<".join(
            part if ">" not in part else f"{part.split('>')[0]}>{SPELLINGS[spelling](part.split('>')[1])}"
            for part in (SPELLINGS[spelling](line.split("<")[0]), *line.split("<")[1:])
        )
        assert read(page(layout, placed(place, spelled))).body.split("\n\n") == list(STORY), line


SENTENCES = (
    "اقرأ أيضا ما كتبه الوزير في مذكراته، قال الأستاذ لطلابه.",
    "شارك في الحفل وزير النقل ومحافظ المدينة.",
    "مشاركة المرأة في سوق العمل ارتفعت هذا العام.",
    "المزيد من الأمطار متوقع غدا في الشمال.",
    "انتهى الاجتماع دون اتفاق بين الطرفين.",
    "وأوضح أن العقد (انتهى) قبل موعده بشهرين.",
    "تنويه: يعمل المتحف خلال العيد حتى العاشرة مساء.",
    "إخلاء المسؤولية القانونية: لا تعفي الشركة من دفع التعويضات.",
    "وقال إن إخلاء المسؤولية القانونية لا يعفي المقاول.",
    "تابع الجمهور المباراة على قناة الكأس.",
    "إعلان النتائج سيكون يوم الأحد.",
    "قد يهمك أن تعرف أن الدخول مجاني.",
    "يتبع المتحف لوزارة الثقافة منذ عام 1990.",
    "وام وبنا وواس وكالات أنباء خليجية.",
    "فيسبوك وتويتر حذفا آلاف الحسابات.",
    "أخبار ذات صلة بالانتخابات تصدرت النقاش.",
    "كتبت الصحيفة: مينافن تنشر أخبار المنطقة.",
)


@pytest.mark.parametrize("layout", ["story", "fallback"])
@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("place", ["between", "after", "glued between"])
def test_sentences_that_hold_the_same_words_stay(layout: str, sentence: str, place: str) -> None:
    assert sentence in read(page(layout, placed(place, sentence))).body


BYLINES = (
    "(MENAFN ـ {})",
    "(MENAFNـ {})",
    "(MENAFN − {})",
    "(MENAFN ‐ {})",
    "(MENAFN – {})",
    "(مينافن- {})",
    "(مينـافن- {})",
    "(مِينافن- {})",
    "(ﻣﻴﻨﺎﻓﻦ- {})",
    "(ＭＥＮＡＦＮ- {})",
    "(menafn- {})",
    "(MEN\u200cAFN- {})",
    "\u200f(MENAFN- {})",
    "﴾MENAFN- {}﴿",
    "﴿MENAFN- {}﴾",
    "（MENAFN- {}）",
    "[MENAFN- {}]",
    ")MENAFN- {}(",
    "(MENAFN- {}(",
)
NAMES = ("وكالة الأنباء القطرية", "كونا", "وكالة الأنباء الكويتية - كونا", "أخبار الخليج، المنامة", "الأناضول (AA)")


@pytest.mark.parametrize("layout", ["story", "fallback"])
@pytest.mark.parametrize("form", BYLINES)
def test_bylines_are_read_and_cut(layout: str, form: str) -> None:
    for name in NAMES:
        if form.endswith("(") and "(" in name:
            continue
        article = read(page(layout, STORY, form.format(name)))
        assert (article.provider, article.body.split("\n\n")) == (name, list(STORY))


@pytest.mark.parametrize("layout", ["story", "fallback"])
def test_a_caption_glued_before_the_byline_goes(layout: str) -> None:
    article = read(page(layout, STORY, f"صورة من الافتتاح {BYLINE}"))
    assert (article.provider, article.body.split("\n\n")) == ("وكالة الأنباء القطرية", list(STORY))


def test_joiners_make_no_second_provider() -> None:
    names = {
        read(page("story", STORY, f"(MENAFN- وكالة الأنباء القطري{mark}ة)")).provider
        for mark in ("", *"\u200c\u200d\u2060")
    }
    assert names == {"وكالة الأنباء القطرية"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("١- خفض الرسوم", "٢- تمديد المهلة"),
        ("1) خفض الرسوم", "2) تمديد المهلة"),
        ("أولا: خفض الرسوم", "ثانيا: تمديد المهلة"),
        ("ما يلي؛", "خفض الرسوم"),
        ("پاکستان میں اضافہ ہوا ہے۔", "وزیر نے کہا کہ"),
        ("أ- خفض الرسوم", "ب- تمديد المهلة"),
    ],
)
def test_lines_that_their_author_broke_stay_apart(first: str, second: str) -> None:
    body = read(page("story", (STORY[0], f"<p>قرر المجلس:<br>{first}<br>{second}</p>"))).body
    assert body.split("\n\n")[-2:] == [first, second]


def test_verse_keeps_its_lines() -> None:
    verse = [
        "قفا نبك من ذكرى حبيب ومنزل",
        "بسقط اللوى بين الدخول فحومل",
        "فتوضح فالمقراة لم يعف رسمها",
        "لما نسجتها من جنوب وشمأل",
    ]
    body = read(page("story", (STORY[0], f"<p>{'<br>'.join(verse)}</p>"))).body
    assert body.split("\n\n")[1:] == verse


def test_a_space_lost_behind_a_full_stop_is_flagged() -> None:
    assert "glued_words" in read(page("story", (STORY[0], "انتهى الاجتماع.وقال الوزير ذلك."))).quality
