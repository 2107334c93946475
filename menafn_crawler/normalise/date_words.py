"""Words of printed dates in English and Arabic: months, times of day, time zones, labels. All are compared folded.

To add a word, add it to its table: everything else follows.
"""

from __future__ import annotations

from datetime import timedelta, timezone, tzinfo
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from menafn_crawler.normalise.folding import fold

LONGEST_PHRASE = 5
"""Words of the longest phrase below."""


class Kind(Enum):
    """What a word or number is in a printed date."""

    MONTH = "month"
    HIJRI_MONTH = "month of the Islamic calendar"
    HALF = "half of the day"
    ZONE = "time zone"
    PLACE = "place whose clock may be meant"
    LABEL = "label"
    NEUTRAL = "says nothing"
    CURRENT = "marks the current time"
    COMMON_ERA = "marks a Gregorian year"
    HIJRI_ERA = "marks an Islamic year"
    WEEKDAY = "day of the week"


class Half(Enum):
    """Which part of the day a time on a twelve-hour clock means."""

    AM = "am"
    PM = "pm"
    AROUND_NOON = "noon"
    NIGHT = "night"
    MIDNIGHT = "midnight"


class Role(Enum):
    """What a label says of a date."""

    PUBLISHED = "published"
    UPDATED = "updated"
    UNKNOWN = "unknown"


class Word(NamedTuple):
    """The meaning of a phrase."""

    kind: Kind
    value: object = None


_MONTHS = (
    "january jan يناير كانون-الثاني جانفي",
    "february feb فبراير شباط فيفري",
    "march mar مارس آذار",
    "april apr أبريل نيسان أفريل",
    "may مايو أيار ماي مايس",
    "june jun يونيو يونيه حزيران جوان",
    "july jul يوليو يوليه تموز جويلية يوليوز",
    "august aug أغسطس آب أوت غشت",
    "september sept sep سبتمبر أيلول شتنبر",
    "october oct أكتوبر تشرين-الأول",
    "november nov نوفمبر تشرين-الثاني نونبر",
    "december dec ديسمبر كانون-الأول دجنبر",
)
"""January to December: English, Egypt and the Gulf, the Levant and Iraq, the Maghreb. A hyphen joins two words."""

_HIJRI_MONTHS = (
    "محرم صفر ربيع-الأول ربيع-الثاني ربيع-الآخر جمادى-الأولى جمادى-الآخرة جمادى-الثانية رجب شعبان رمضان شوال"
    " ذو-القعدة ذي-القعدة ذو-الحجة ذي-الحجة المحرم"
)

_HALVES = {
    Half.AM: "am a-m صباحا صباح ص فجرا قبل-الظهر ضحى الصباح الفجر بعد-منتصف-الليل in-the-morning",
    Half.PM: "pm p-m مساء مساءا م بعد-الظهر عصرا المساء العصر in-the-afternoon in-the-evening",
    Half.AROUND_NOON: "noon ظهرا ظهر الظهر",
    Half.NIGHT: "ليلا at-night",
    Half.MIDNIGHT: "midnight منتصف-الليل",
}

_LABELS = {
    Role.PUBLISHED: (
        "published publish publication posted released issued first-published date-published datepublished"
        " publishdate pubdate created originally originally-published release release-date added date-added"
        " أضيف أضيفت حرر حررت كتب كتبت أدرج أدرجت"
        " منشور منشورة نشر نشرت النشر تم-النشر تاريخ-النشر تم-نشره نشر-في تم-النشر-في وقت-النشر"
    ),
    Role.UPDATED: (
        "updated update updates last-updated last-update latest-update modified last-modified edited last-edited"
        " revised amended corrected changed last-changed last-edit last-revision last-reviewed"
        " date-modified date-updated datemodified lastmod refreshed reviewed republished re-published"
        " تحديث التحديث محدث محدثة تم-التحديث آخر-تحديث تاريخ-التحديث تحديث-في"
        " حدث تم-تحديثه تم-تحديث حدثت عدل التعديل تعديل آخر-تعديل تم-التعديل تاريخ-التعديل"
        " وحدث وحدثت وعدل وعدلت عدلت معدل ونقح نقحت ونقحت وروجع"
        " التحديث-الأخير جرى-تحديثه جرى-تحديث تحديث-الخبر تم-تحديث-الخبر روجع تمت-المراجعة تمت-مراجعته مراجعة نقح جدد"
    ),
}

_NEUTRAL = (
    "date time dated hrs story this-story-was this-story-has-been this-article-was"
    " this-article-has-been on at of the article og dc in day by-date"
    " التاريخ تاريخ الساعة الساعه ساعة في يوم اليوم-الموافق الموافق بتاريخ وقت"
    " الوقت عند و خبر على على-الساعة من دقيقة ال توقيت بتوقيت بالتوقيت حسب-توقيت"
)
_CURRENT = "today now current currently live اليوم الآن حاليا الوقت-الحالي"
"""Words beside the time of the page's clock: what they stand beside dates no article."""

_WEEKDAYS = (
    "monday mon الاثنين الإثنين اثنين إثنين",
    "tuesday tues tue الثلاثاء ثلاثاء",
    "wednesday wed الأربعاء أربعاء",
    "thursday thurs thu thur الخميس خميس",
    "friday fri الجمعة جمعة",
    "saturday sat السبت سبت",
    "sunday sun الأحد أحد",
)
"""Monday to Sunday, as ``date.weekday`` counts."""


def _fixed(*hours: float) -> tuple[tzinfo, ...]:
    return tuple(timezone(timedelta(hours=one)) for one in hours)


UTC_WORDS = (
    "z gmt utc ut universal-time coordinated-universal-time greenwich greenwich-time greenwich-mean-time غرينتش جرينتش"
    " غرينيتش جرينيتش غرينتش-العالمي العالمي-الموحد العالمي بالتوقيت-العالمي التوقيت-العالمي تغ"
)
"""Names of UTC; an offset may follow all but the first."""

ANY_ZONE = _fixed(*range(-12, 15))
"""Where the zone is unknown."""

_FIXED_ZONES = {
    UTC_WORDS: _fixed(0),
    "et eastern eastern-time us-eastern-time": (ZoneInfo("America/New_York"),),
    "est eastern-standard-time": _fixed(-5),
    "edt eastern-daylight-time": _fixed(-4),
    "pdt pacific-daylight-time": _fixed(-7),
    "pacific-standard-time": _fixed(-8),
    "central-daylight-time": _fixed(-5),
    "central-standard-time": _fixed(-6),
    "british-summer-time": _fixed(1),
    "central-european-summer-time": _fixed(2),
    "central-european-standard-time": _fixed(1),
    "arab-standard-time arabian-standard-time arabia-standard-time": _fixed(3),
    "gulf-standard-time": _fixed(4),
    "mdt": _fixed(-6),
    "pt pacific pacific-time": (ZoneInfo("America/Los_Angeles"),),
    "central-time": (ZoneInfo("America/Chicago"),),
    "cest": _fixed(2),
    "eest": _fixed(3),
    "msk": _fixed(3),
    "jst": _fixed(9),
    "pkt": _fixed(5),
    "trt": _fixed(3),
    # Written in summer too, for the clock of the place:
    "cet": (*_fixed(1), ZoneInfo("Europe/Paris")),
    "eet": (*_fixed(2), ZoneInfo("Europe/Athens")),
    # Letters with several meanings:
    "ast": _fixed(3, -4),
    "ist": _fixed(5.5, 1, 2),
    "cst": _fixed(-6, 8, -5),
    "cdt": _fixed(-5, -4),
    "bst": _fixed(1, 6),
    "gst": _fixed(4, -2),
    "pst": _fixed(-8, 8),
    "mst": _fixed(-7, 8, 6.5),
    "local-time المحلي بالتوقيت-المحلي التوقيت-المحلي": ANY_ZONE,
}
_PLACES = {
    "America/New_York": "new-york washington نيويورك واشنطن شرق-الولايات-المتحدة",
    "Asia/Riyadh": "makkah mecca riyadh saudi saudi-arabia ksa مكة مكة-المكرمة الرياض السعودية",
    "Asia/Dubai": "dubai abu-dhabi uae gulf أبوظبي أبو-ظبي دبي الإمارات الشارقة",
    "Asia/Kuwait": "kuwait الكويت",
    "Asia/Qatar": "doha qatar الدوحة قطر",
    "Asia/Bahrain": "manama bahrain المنامة البحرين",
    "Asia/Muscat": "muscat oman مسقط عمان-مسقط سلطنة-عمان",
    "Asia/Aden": "sanaa aden صنعاء عدن",
    "Asia/Baghdad": "baghdad iraq بغداد العراق",
    "Asia/Amman": "amman jordan عمان الأردن",
    "Asia/Beirut": "beirut lebanon بيروت لبنان",
    "Asia/Damascus": "damascus syria دمشق سوريا",
    "Asia/Jerusalem": "jerusalem القدس فلسطين",
    "Africa/Cairo": "cairo egypt القاهرة مصر",
    "Africa/Tunis": "tunis tunisia تونس",
    "Africa/Algiers": "algiers algeria الجزائر",
    "Africa/Casablanca": "rabat morocco الرباط المغرب الدار-البيضاء",
    "Africa/Tripoli": "tripoli libya طرابلس ليبيا",
    "Africa/Khartoum": "khartoum sudan الخرطوم السودان",
    "Asia/Tehran": "tehran iran طهران إيران",
    "Asia/Baku": "baku azerbaijan باكو",
    "Europe/Istanbul": "istanbul ankara turkey اسطنبول تركيا أنقرة",
    "Europe/London": "london لندن",
    "Europe/Paris": "paris باريس",
    "Europe/Moscow": "moscow موسكو",
}
"""Places whose clock a page may name. Alone they are the place of the news: "Dubai time" and بتوقيت دبي are zones."""


_CLOCK_OF = ("{} time", "توقيت {}", "بتوقيت {}", "حسب توقيت {}")


def _phrases(text: str) -> list[str]:
    return [fold(phrase).replace("-", " ") for phrase in text.split()]


def _words() -> dict[str, Word]:
    words = dict.fromkeys(_phrases(_NEUTRAL), Word(Kind.NEUTRAL))
    words |= dict.fromkeys(_phrases(_CURRENT), Word(Kind.CURRENT))
    words |= {phrase: Word(Kind.MONTH, n) for n, row in enumerate(_MONTHS, 1) for phrase in _phrases(row)}
    words |= dict.fromkeys(_phrases(_HIJRI_MONTHS), Word(Kind.HIJRI_MONTH))
    words |= {phrase: Word(Kind.WEEKDAY, n) for n, row in enumerate(_WEEKDAYS) for phrase in _phrases(row)}
    words |= {phrase: Word(Kind.HALF, half) for half, row in _HALVES.items() for phrase in _phrases(row)}
    words |= {phrase: Word(Kind.LABEL, role) for role, row in _LABELS.items() for phrase in _phrases(row)}
    words |= {phrase: Word(Kind.ZONE, zones) for row, zones in _FIXED_ZONES.items() for phrase in _phrases(row)}
    for name, row in _PLACES.items():
        zone = (ZoneInfo(name),)
        for place in _phrases(row):
            words[place] = Word(Kind.PLACE, zone)
            words |= dict.fromkeys([form.format(place) for form in _CLOCK_OF], Word(Kind.ZONE, zone))
    words |= dict.fromkeys(_phrases("ميلادي ميلادية للميلاد"), Word(Kind.COMMON_ERA))
    return words | dict.fromkeys(_phrases("ه هـ هجري هجرية للهجرة"), Word(Kind.HIJRI_ERA))


WORDS: dict[str, Word] = _words()
"""Meanings of the folded phrases; their words are joined by one space."""

UTC_NAMES = frozenset(_phrases(UTC_WORDS)) - {"z"}
AFTERNOON_OR_ERA = fold("م")
"""After a time it means PM; after a year it marks the Gregorian calendar."""
