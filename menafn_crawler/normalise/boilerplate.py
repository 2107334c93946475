"""Phrases that MENAFN prints around every article, in both languages and in every spelling.

A ``FoldedPattern`` compares folded text, so that each phrase stands here once.
"""

from __future__ import annotations

import html
import re

from menafn_crawler.normalise.folding import FoldedPattern, Span, any_of

# --- disclaimer ------------------------------------------------------------------------------------------------------

_SITE = r"(?:menafn|مينافن)"
_LABEL = any_of(
    "legal disclaimer",
    "إخلاء المسؤولية القانونية",
    "إخلاء مسؤولية قانونية",
    "إخلاء المسؤولية",
    "إخلاء مسؤولية",
    "بيان إخلاء المسؤولية القانونية",
    "بيان إخلاء المسؤولية",
    "بيان إخلاء مسؤولية",
    "تنويه قانوني",
    "التنويه القانوني",
    "تنبيه قانوني",
    "إشعار قانوني",
    "ملاحظة قانونية",
    "تنصل من المسؤولية",
    "التنصل من المسؤولية",
    "إخلاء طرف قانوني",
)
_WORD_OF_LABEL = any_of("disclaimer", "تنويه", "التنويه", "تنبيه", "ملاحظة", "ملحوظة", "إشعار")
"""Labels that begin other notes too: theirs is the disclaimer only where the site is named."""
_SPEAKS = (
    rf"(?:{_SITE}|ein presswire|the information|this (?:news )?content|the provider|provided as is|warrant(?:y|ies)|"
    + any_of("مزود", "المزود", "الجهة المزودة", "الناشر", "الموقع", "هذا الموقع", "المعلومات", "المحتوى", "كما هي")
    + ")"
)
"""What a disclaimer is about: the site, the provider, what they publish."""
_STATEMENT = (
    rf"(?:\S+ ){{0,4}}?{_SITE}(?= (?:provides the information\b|(?:\S+ ){{0,6}}?(?:المعلومات|المحتوي)))"
    rf"(?=.{{0,200}}?(?:provides the information|as is|كما هي|دون اي|ضمان|warrant))"
)
"""The disclaimer without a label."""
_DIVIDER = r"\s*[:.\-–—]+\s*"

_LABEL_HINTS = ("disclaimer", "مسؤولية", "قانوني", "تنويه", "تنبيه", "ملاحظة", "ملحوظة", "إشعار")
"""One of these stands in every label."""

DISCLAIMER = FoldedPattern(
    rf"\s*(?:{_LABEL}(?:\s*[:.\-–—]*\s*$|{_DIVIDER}(?=.{{0,160}}?{_SPEAKS}))"
    rf"|{_WORD_OF_LABEL}{_DIVIDER}(?=.{{0,80}}?{_SITE})|{_STATEMENT})",
    400,
    hints=("menafn", "مينافن", *_LABEL_HINTS),
)
"""The beginning of the legal disclaimer: its label alone or with what it says, or its statement alone.

A label with a sentence that speaks of neither the site nor the provider is part of a story. The Arabic words are usual
on Arabic wires; the site's own were not seen.
"""

DISCLAIMER_LABEL = FoldedPattern(rf"\s*(?:{_LABEL}|{_WORD_OF_LABEL})\s*[:.\-–—]*\s*", 60, hints=_LABEL_HINTS)
"""A line that is nothing but the label."""

DISCLAIMER_INSIDE = FoldedPattern(
    rf"{_LABEL}(?:\s*:\s*$|{_DIVIDER}(?=.{{0,160}}?{_SPEAKS}))|{_WORD_OF_LABEL}\s*:\s*(?=.{{0,80}}?{_SITE})",
    hints=_LABEL_HINTS,
)
"""The disclaimer behind text on one line."""


def disclaimer_inside(text: str) -> Span | None:
    """Return where the disclaimer is glued to the text before it; None where it is not."""
    return DISCLAIMER_INSIDE.search(text)


SPEAKS_OF_SITE = FoldedPattern(_SPEAKS, 300)
"""Found in what stands behind the disclaimer's label."""

# --- share block -----------------------------------------------------------------------------------------------------

_NETWORK = (
    "(?:و?(?:ب?ال)?"
    + any_of(
        *"facebook twitter x whatsapp telegram linkedin pinterest reddit messenger instagram youtube".split(),
        *"email e-mail".split(),
        "whats app",
        "linked in",
        *"فيسبوك تويتر إكس واتساب واتسآب واتس وتساب لينكدإن لينكدان".split(),
        *"تلغرام تليغرام تيلغرام تليجرام تيليجرام تلجرام".split(),
        *"ماسنجر بنترست إنستغرام إنستجرام يوتيوب".split(),
        "فيس بوك",
        "واتس اب",
        "واتس آب",
        "لينكد إن",
        "بريد",
        "بريد إلكتروني",
        "بريد الإلكتروني",
        "البريد الإلكتروني",
    )
    + "(?:'s)?)"
)
_SHARE_VERB = any_of(
    *"share شارك شاركوا شاركها مشاركة انشر نشر أنشر".split(),
    "copy link",
    "نسخ الرابط",
    "انسخ الرابط",
    "follow us",
    "تابعنا",
    "تابعونا",
)
_SHARE_LABEL = any_of(*"print date طباعة اطبع تاريخ التاريخ".split())
_SHARED = any_of(
    *"this on via article story post page news link هذا هذه الخبر المقال المقالة الموضوع الصفحة القصة الرابط".split(),
    *"على عبر في مع من خلال موقع منصة صفحتنا حسابنا قناتنا و أو".split(),
)
_BETWEEN_LABELS = r"[:\s|·•,،/&+-]"

SHARE = FoldedPattern(
    rf"(?>{_NETWORK}|{_SHARE_VERB}|{_SHARE_LABEL}|{_BETWEEN_LABELS})++"
    rf"|(?=.{{0,60}}?{_SHARE_VERB})(?>{_NETWORK}|{_SHARE_VERB}|{_SHARE_LABEL}|{_SHARED}|{_BETWEEN_LABELS})++",
    200,
)
"""A line of nothing but labels of the share block, and the author's placeholder "Date", in any number and order."""

_RUN_LABEL = rf"(?:{_NETWORK}|{any_of('print', 'طباعة', 'copy link', 'نسخ الرابط')})"
SHARE_RUN = FoldedPattern(rf"\s*{any_of('share', 'مشاركة', 'شارك')}\s*:?(?:[\s|·•/]*{_RUN_LABEL}){{3,}}+[\s|·•/]*", 240)
"""A share block that is glued to the text behind it."""


def is_share_block(text: str) -> bool:
    """Return True if a line is nothing but labels of the share block."""
    return SHARE.fullmatch(text) is not None


# --- other stories ---------------------------------------------------------------------------------------------------

OTHER_STORIES = FoldedPattern(
    r"(?:(?:the )?(?:(?:most|more) (?:popular|read|viewed|shared|commented)(?: (?:news|stories|articles))?"
    r"|more (?:stor(?:y|ies)|articles)|more (?:news )?from menafn|popular (?:news|stories|articles|now)"
    r"|related (?:news|stor(?:y|ies)|articles|topics|links)|recommended(?: (?:for you|stories|articles))?"
    r"|trending(?: (?:now|news|stories))?|you (?:may|might) also like|editor['’]?s['’]? (?:picks?|choice)"
    r"|also in the news|in other news|more on this(?: story| topic)?"
    r"|(?:what to )?read next|keep reading|explore more|related coverage|from (?:our|the) archives?"
    r"|more from this (?:provider|author|section)|لا يفوتك|لا تفوت|اخترنا لك|قصص مقترحه|من ارشيفنا"
    r"|(?:الاخبار )?الاكثر (?:قراءه|شعبيه|مشاهده|شيوعا|تداولا)|المزيد من (?:الاخبار|القصص)"
    r"|(?:اخبار|مواضيع|موضوعات|مقالات|قصص) (?:ذات صله|متعلقه|مشابهه|اخري)|ذات صله"
    r"|قد (?:يهمك|يهمكم|يعجبك)(?: ايضا)?|ايضا في الاخبار))\W*",
    80,
)
"""Labels of the blocks that link other stories."""

LATEST_STORIES = FoldedPattern(r"(?:the )?(?:(?:top|latest) (?:news|stories|headlines)|اخر الاخبار)\W*", 80)
"""Labels of such blocks on the page of an article; on a list page they head the list itself."""

COMMENTS = FoldedPattern(
    r"(?:comments?(?:\s*\([0-9]+\))?|no comments?.{0,20}|(?:ال)?تعليقات(?:\s*\([0-9]+\))?"
    r"|لا (?:توجد|يوجد) (?:اي )?تعليق(?:ات)?)\W*",
    60,
)
"""Labels of the block of readers' comments."""

_READ_ALSO = (
    r"(?:(?:also |must )read|read (?:also|more|next|further)|see also|related (?:stor(?:y|ies)|news|articles?)"
    r"|also in the news|don['’]?t miss|further reading|in case you missed it|icymi|more on this(?: story| topic)?"
    r"|you (?:may|might) also (?:like|enjoy|be interested in)"
    r"|(?:اقرا|اقرءي|اقرءوا|اقراوا|اقراي|طالع|طالعوا|شاهد|شاهدوا|تابع|انظر|انظروا) (?:ايضا|المزيد|كذلك)"
    r"(?: (?:علي|في) (?:مينافن|menafn|موقعنا))?"
    r"|(?:اقرا|اقرءوا|طالع) في هذا الملف|ايضا في الاخبار|لقراءه المزيد"
    r"|للمزيد(?: من (?:الاخبار|التفاصيل|المعلومات))?|المزيد"
    r"|(?:اخبار|مواضيع|موضوعات|مقالات) (?:ذات صله|متعلقه)|ذات صله|قد (?:يهمك|يهمكم|يعجبك)(?: ايضا)?)"
)
_ANNOUNCED = r"(?:related|recommended|more|watch|video|listen|podcast|gallery|in pictures|مرتبط|ذو صله)"
"""Labels only with a colon and a link behind them."""
_MARKS = r"[:\-–—….»>]*"

READ_ALSO = re.compile(rf"{_READ_ALSO}\s*(?P<colon>{_MARKS})\s*(?P<rest>.*)".replace(" ", r"\s+"), re.DOTALL)
"""Over folded text: a line that begins with the label of a link to another story, and what it announces."""
READ_ALSO_LABEL = FoldedPattern(rf"\s*(?:{_READ_ALSO}\s*{_MARKS}|{_ANNOUNCED}\s*:)\s*", 80)
"""A label that stands alone, or before a link."""
READ_ALSO_INSIDE = FoldedPattern(
    rf"(?:(?<=[.!?…؟۔\"”»)])\s*{_READ_ALSO}\s*{_MARKS}|{_READ_ALSO}\s*:|(?<=[.!?…؟۔\"”»)])\s*{_ANNOUNCED}\s*:)\s*$"
)
"""The label inside a line, right before the link that it announces."""

_PLACE = (
    r"(?:advertise?ments?|advertising|adverts?|ads?|sponsored|promoted (?:content|posts?|stories)|partner content"
    r"|paid (?:posts?|content|partnership)|branded content|اعلان(?:ات|يه)?|(?:محتوي|ماده) (?:ممول|مدفوع|برعايه|اعلانيه)"
    r"|ممول)"
)
_CONTINUES = r"(?:(?:story|article) continues below|scroll (?:down )?to continue(?: reading)?|continues? reading below)"
_AROUND_PLACE = any_of(
    *"a the this our from by to and or after before below above story article post content text reading".split(),
    *"continue continues scroll skip down".split(),
    *"هذا الخبر المقال القصة المحتوى بعد قبل مساحة يستمر تستمر يتبع تتبع تخطي".split(),
)
ADVERTISEMENT = FoldedPattern(
    rf"(?=.{{0,60}}?(?<!\w)(?:ال)?{_PLACE}(?!\w)|[\s\-–—*\[(]*(?:{_CONTINUES}|(?:تابع|واصل|اكمل) القراءه))"
    rf"(?>(?:ال)?{_PLACE}(?!\w)|{_CONTINUES}|(?:تابع|واصل|اكمل) القراءه|{_AROUND_PLACE}(?!\w)|[\s\-–—*\[\]().:|])++",
    80,
)
"""A line that holds the place of an advertisement."""
NEWSLETTER = FoldedPattern(
    r"\s*(?:(?:(?:please )?(?:sign up|subscribe|register|join|follow|like|download|click here)\b(?=.{0,120}\b"
    r"(?:newsletters?|our (?:app|channel|page|mailing list|daily|weekly|whatsapp|telegram)"
    r"|(?:whatsapp|telegram) channel|us on (?:facebook|twitter|x|instagram|linkedin|youtube|whatsapp|telegram))\b)"
    r"|(?:click|tap) here to (?:subscribe|sign up|register|join|read more)\b"
    r"|(?:please )?(?:subscribe|sign (?:in|up)|log ?in|register) (?:now )?to (?:read|continue|view|access|unlock)\b"
    r"|by (?:signing up|subscribing|registering),? you (?:agree|accept|consent)\b"
    r"|(?:get|have) .{0,60}(?:in|to) your (?:inbox|mailbox)\b"
    r"|(?:بالتسجيل|بالاشتراك|بتسجيلك|باشتراكك) (?:توافق|تقبل)\b"
    r"|follow (?:the author|him|her|me|@\w{1,40}) on (?:facebook|twitter|x|instagram|linkedin)\b(?:\s*:\s*@?\w{1,40})?"
    r"|(?:اشترك|اشتركوا|سجل|سجلوا|انضم|انضموا|تابع|تابعوا|حمل|حملوا)\b(?=.{0,120}"
    r"(?:نشرتنا|قناتنا|قنواتنا|تطبيقنا|صفحتنا|صفحاتنا)))[^.!?؟۔]{0,180}"
    r"|(?:get|find|read|for) more (?:news|stories)\b[^.!?]{0,40}\bmenafn(?:\.com)?)[.!]?\s*",
    220,
)
"""A line that asks the reader to subscribe or follow: one sentence, addressed to the reader."""
TAGS = FoldedPattern(
    r"\s*(?:(?:hash)?tags|topics|keywords|(?:ال)?وسوم|الكلمات (?:المفتاحيه|الداله|الدلاليه))\s*:\s*[^.!?؟۔]{1,160}", 200
)
"""A line of the story's tags."""

# --- markup ----------------------------------------------------------------------------------------------------------

MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|b|em|i|u|ul|ol|li|h[1-6]|font|center)(?:\s[^<>]*)?/?>|-->|<!--"
    r"|&(?:nbsp|amp|quot|apos|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x[0-9a-f]{2,4}|lt|gt|pound|euro|yen|cent|copy|reg"
    r"|trade|deg|middot|bull|times|plusmn|minus|frac(?:1[24]|34)|sup[123]|[lr]s?aquo|[bs](?:d|b)quo|(?:thin|en|em)sp|shy"
    r"|[aeiouy](?:acute|grave|uml|circ)|[ano]tilde|ccedil|szlig|oslash|aring|aelig);",
    re.IGNORECASE,
)
"""Markup that the site prints as text."""
_ESCAPED_MOST = 3
"""Times that an entity is escaped at most."""


def without_markup(text: str) -> str:
    """Return *text* without the markup that was printed as text: no tags, and entities as the characters they name.

    >>> without_markup("Oil <p></p>&amp; gas")
    'Oil   & gas'
    """
    for _ in range(_ESCAPED_MOST):
        if not may_hold_markup(text):
            return text
        text = MARKUP.sub(lambda found: html.unescape(found.group()) if found.group().startswith("&") else " ", text)
    return text


def may_hold_markup(text: str) -> bool:
    """Return True if *text* holds what stands in all markup: cheaper than the expression."""
    return "<" in text or "&" in text or "-->" in text
