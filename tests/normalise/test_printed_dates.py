"""The forms in which the site prints a date."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import date_label, find_printed_date, find_printed_dates, read_printed_date
from tests.records import pairs


@pytest.mark.parametrize(("printed", "number"), pairs("published", "id"))
def test_real_dates_are_read_to_the_second(printed: str, number: str) -> None:
    read = read_printed_date(printed)
    assert read is not None
    assert read.precision == "second"
    assert read.on is not None
    assert read.on.year in range(2020, 2027)
    assert find_printed_date(f"Date {printed}") == printed


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("2025-05-14 04:44:27", "2025-05-14T04:44:27"),
        ("2025-05-14T04:44:27", "2025-05-14T04:44:27"),
        ("2025-05-14\u00a004:44:27", "2025-05-14T04:44:27"),
        ("2025-5-4 4:04", "2025-05-04T04:04:00"),
        ("10/26/2024 2:24:13 PM", "2024-10-26T14:24:13"),
        ("10/26/2024 12:24:13 AM", "2024-10-26T00:24:13"),
        ("10/26/2024 12:24:13 PM", "2024-10-26T12:24:13"),
        ("1/2/2024 3:04:05 p.m.", "2024-01-02T15:04:05"),
        ("26 October 2024 14:24", "2024-10-26T14:24:00"),
        ("26 October 2024, 1424 hrs", "2024-10-26T14:24:00"),
        ("20241026T142413", "2024-10-26T14:24:13"),
        ("Oct 26, 2024 2 : 24 PM", "2024-10-26T14:24:00"),
        ("Sat Oct 26 2024 14:24:13 GMT-0400 (Eastern Daylight Time)", "2024-10-26T14:24:13"),
        ("الـ26 من أكتوبر 2024 على الساعة 14:24", "2024-10-26T14:24:00"),
        ("Oct 26, 2024 2:24 PM", "2024-10-26T14:24:00"),
        ("٢٠٢٥-٠٥-١٤ ٠٤:٤٤:٢٧", "2025-05-14T04:44:27"),
        ("14 مايو 2025 04:44", "2025-05-14T04:44:00"),
        ("14 أيار 2025 04:44", "2025-05-14T04:44:00"),
        ("\u200f14 مايو 2025\u200f الساعة 4:44 م", "2025-05-14T16:44:00"),
        ("تاريخ النشر: الأربعاء ١٤ مايو ٢٠٢٥ - ٠٤:٤٤", "2025-05-14T04:44:00"),
        ("آخر تحديث 2025-05-14 04:44:27", "2025-05-14T04:44:27"),
        ("2025\u201105\u201114 04:44:27", "2025-05-14T04:44:27"),
        ("20250514 04:44", "2025-05-14T04:44:00"),
        ("20250514T04:44:27", "2025-05-14T04:44:27"),
        ("Wednesday 14 May 2025 04h44", "2025-05-14T04:44:00"),
        ("14 May 2025 - 4.44am", "2025-05-14T04:44:00"),
        ("14 May 2025 4.44 p.m.", "2025-05-14T16:44:00"),
        ("Published on 14 May 2025 at 04:44 hrs", "2025-05-14T04:44:00"),
        ("Release date: May 14, 2025 / 4:44 AM", "2025-05-14T04:44:00"),
        ("منشور: 14 مايو 2025، الساعة 04:44", "2025-05-14T04:44:00"),
    ],
)
def test_wall_clocks(printed: str, clock: str) -> None:
    read = read_printed_date(printed)
    assert read is not None
    assert read.wall_clock == datetime.fromisoformat(clock)


@pytest.mark.parametrize(
    ("printed", "month", "day", "year"),
    [
        ("Oct 26", 10, 26, None),
        ("26 October", 10, 26, None),
        ("2025-05-14", 5, 14, 2025),
        ("May 14, 2025", 5, 14, 2025),
    ],
)
def test_days_without_a_time(printed: str, month: int, day: int, year: int | None) -> None:
    read = read_printed_date(printed)
    assert read is not None
    assert (read.month, read.day, read.year, read.time) == (month, day, year, None)


@pytest.mark.parametrize(
    "printed",
    [
        "2025-13-01",
        "2025-02-30 01:00:00",
        "2025-05-14 24:00:00",
        "2025-05-14 04:60",
        "2025-05-14 04:44:60",
        "13/14/2025",
        "1404-02-24 04:44:27",
        "16 ذو القعدة 1446 04:44 ص",
        "",
        "Date",
        "yesterday",
        "5 hours ago",
        "قبل 3 ساعات",
        "1109547045",
        "in May 2025",
        "May 2025",
        "14 15 May 2025",
        "14 May 25",
        "1/2/3",
        "Today 2025-05-14 04:44",
        "Now: May 14, 2025 4:44 AM",
        "2025-05-14 or so",
    ],
)
def test_what_is_not_certain_is_not_read(printed: str) -> None:
    assert read_printed_date(printed) is None


@pytest.mark.parametrize(
    ("printed", "on", "other"),
    [
        ("05/06/2025", "2025-05-06", "2025-06-05"),
        ("05/12/2025", "2025-05-12", "2025-12-05"),
        ("05/13/2025", "2025-05-13", None),
        ("13/05/2025", "2025-05-13", None),
        ("05/05/2025", "2025-05-05", None),
        ("05-06-2025 04:44", "2025-05-06", "2025-06-05"),
        ("05.06.2025", "2025-06-05", "2025-05-06"),
        ("5/14/25", "2025-05-14", None),
        ("05/06/2025 4:44:27 AM", "2025-05-06", None),
        ("Tuesday, 05/06/2025", "2025-05-06", None),
        ("Thursday, 05/06/2025", "2025-06-05", None),
        ("Friday, 05/06/2025", "2025-05-06", "2025-06-05"),
        ("05/06/2025 04:44 ص", "2025-05-06", "2025-06-05"),
    ],
)
def test_day_and_month_in_either_order(printed: str, on: str, other: str | None) -> None:
    """The site's own form, with AM or PM, is month first; else both orders are possible up to the twelfth."""
    read = read_printed_date(printed)
    assert read is not None
    assert (str(read.on), str(read.other_day) if read.other_day else None) == (on, other)
    assert read.month_first == ("ص" not in printed)


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("4:44 AM", "04:44"),
        ("4:44 a.m.", "04:44"),
        ("4:44am", "04:44"),
        ("12:00 AM", "00:00"),
        ("12:00 PM", "12:00"),
        ("12:00 Noon", "12:00"),
        ("12:00 midnight", None),
        ("00:22 AM", "00:22"),
        ("00:22 PM", None),
        ("14:24 PM", "14:24"),
        ("14:24 AM", None),
        ("4 PM", "16:00"),
        ("04:44 صباحاً", "04:44"),
        ("04:44 صباحًا", "04:44"),
        ("04:44 صَباحا", "04:44"),
        ("ص 04:44", "04:44"),
        ("04:44 مساءً", "16:44"),
        ("04:44 مساء", "16:44"),
        ("04:44م", "16:44"),
        ("04:44 م.", "16:44"),
        ("13:05 م", None),
        ("04:44 فجراً", "04:44"),
        ("04:44 عصراً", "16:44"),
        ("04:44 بعد الظهر", "16:44"),
        ("11:44 قبل الظهر", "11:44"),
        ("12:15 ظهراً", "12:15"),
        ("1:15 ظهراً", "13:15"),
        ("9:15 ليلاً", "21:15"),
        ("12:15 ليلاً", None),
        ("12:00 منتصف الليل", None),
        ("12:15 الظهر", "12:15"),
        ("4:44 العصر", "16:44"),
        ("3:15 بعد منتصف الليل", "03:15"),
        ("12:15 بعد منتصف الليل", "00:15"),
        ("04:44 then 05:44".replace("then", "-"), None),
    ],
)
@pytest.mark.parametrize("day", ["May 14, 2025", "14 مايو 2025"])
def test_halves_of_the_day(day: str, printed: str, clock: str | None) -> None:
    read = read_printed_date(f"{day} {printed}")
    assert read is not None
    assert (read.month, read.day) == (5, 14)
    assert (read.time.isoformat("minutes") if read.time else None) == clock
    assert (read.note is None) == (clock is not None)


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        *(("GMT", [0]), ("(GMT)", [0]), ("UTC", [0]), ("Z", [0]), ("UT", [0]), ("U.T.C.", [0])),
        *(("UTC+3", [3]), ("UTC +3", [3]), ("GMT+0300", [3]), ("GMT+03:00", [3]), ("+0300", [3]), ("-0400", [-4])),
        *(("+1400", [14]), ("-1200", [-12]), ("+0059", [59 / 60])),
        *(("EST", [-5]), ("EDT", [-4]), ("ET", [-4]), ("Eastern Time", [-4]), ("(Dubai time)", [4])),
        *(("PT", [-7]), ("Pacific time", [-7]), ("PKT", [5]), ("KSA time", [3]), ("CET", [1, 2]), ("EET", [2, 3])),
        *(("Universal Time", [0]), ("Greenwich Mean Time", [0]), ("ت.غ", [0]), ("بالتوقيت العالمي", [0])),
        *(("AST", [3, -4]), ("IST", [5.5, 1, 2]), ("CST", [-6, 8, -5]), ("BST", [1, 6])),
        *(("بتوقيت غرينتش", [0]), ("(توقيت جرينتش)", [0]), ("غرينتش", [0])),
        *(("بتوقيت مكة المكرمة", [3]), ("(مكة)", [3]), ("بتوقيت الرياض", [3]), ("بتوقيت أبوظبي", [4])),
        *(("(دبي)", [4]), ("بتوقيت القاهرة", [3]), ("بتوقيت نيويورك", [-4])),
    ],
)
def test_zones(zone: str, hours: list[float]) -> None:
    read = read_printed_date(f"May 14, 2025 4:44 PM {zone}")
    assert read is not None
    clock = datetime(2025, 5, 14, 16, 44)
    assert [one.utcoffset(clock) for one in read.zones] == [timedelta(hours=one) for one in hours]


@pytest.mark.parametrize("zone", ["XYZ", "+99:00", "+1500", "+0399", "local time", "بالتوقيت المحلي", "دبي"])
def test_a_zone_that_is_not_known_can_be_any(zone: str) -> None:
    read = read_printed_date(f"May 14, 2025 4:44 PM {zone}")
    assert read is not None
    assert len(read.zones) > 20
    assert read.offset is None


def test_the_place_of_the_news_is_no_zone() -> None:
    read = read_printed_date("Dubai, May 14, 2025 4:44 PM")
    assert read is not None
    assert read.zones == ()


MONTHS = [
    "January Jan يناير كانون_الثاني جانفي",
    "February Feb فبراير شباط فيفري",
    "March Mar مارس آذار اذار",
    "April Apr أبريل ابريل إبريل نيسان أفريل",
    "May مايو أيار ايار أيّار مايـو ماي مايس",
    "June Jun يونيو يونيه حزيران جوان",
    "July Jul يوليو يوليه تموز تمّوز جويلية يوليوز",
    "August Aug أغسطس اغسطس آب أوت غشت",
    "September Sept Sep سبتمبر أيلول شتنبر",
    "October Oct أكتوبر اكتوبر أُكتوبر تشرين_الأول",
    "November Nov نوفمبر تشرين_الثاني نونبر",
    "December Dec ديسمبر كانون_الأول دجنبر",
]


@pytest.mark.parametrize(
    ("name", "month"), [(name.replace("_", " "), n) for n, row in enumerate(MONTHS, 1) for name in row.split()]
)
@pytest.mark.parametrize("form", ["14 {} 2025", "{} 14, 2025", "14{}2025", "الأربعاء 14 {} 2025م", "2025 {} 14"])
def test_months(form: str, name: str, month: int) -> None:
    read = read_printed_date(form.format(name))
    assert read is not None
    assert (read.year, read.month, read.day) == (2025, month, 14)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Updated: A | Published: B", ["Updated: A", "Published: B"]),
        ("Published B, updated A", ["Published B", "updated A"]),
        ("Last updated on A", ["Last updated on A"]),
        ("our desk | A | 3 min read", ["A"]),
        ("A Share", ["A"]),
        ("14 May 2025 | Harbour news", ["14 May 2025"]),
        ("Harbour news | 14 May 2025", ["14 May 2025"]),
        ("Harbour news | 14 May 2025 | Sohar port", ["14 May 2025"]),
        ("14 May 2025 Harbour news", []),
        ("Harbour news 14 May 2025", []),
        ("A (Updated)", ["A (Updated)"]),
        ("B (Updated: A )", ["B", "Updated: A"]),
        ("B (Updated) A", ["B", "Updated) A"]),
        ("B (updated 09:10)", ["B"]),
        ("Updated A Date: B", ["Updated A", "B"]),
        ("آخر تحديث: A التاريخ: B", ["آخر تحديث: A", "B"]),
        ("This story was updated on A", ["updated on A"]),
        ("نُشر في: B آخر تحديث: A", ["نُشر في: B", "آخر تحديث: A"]),
        ("تم التعديل A", ["تم التعديل A"]),
        ("Date A", ["A"]),
        ("Today A", []),
        ("اليوم A", []),
        ("A" + " and more of it" * 20, []),
        ("Harbour widened in May 2025", []),
    ],
)
def test_every_date_of_a_line_with_its_label(line: str, found: list[str]) -> None:
    dates = {"A": "2025-05-14 09:10:00", "B": "2025-05-14 04:44:27"}

    def filled(text: str) -> str:
        return " ".join(re.sub(r"^[AB](?=\W|$)", lambda found: dates[found.group()], word) for word in text.split(" "))

    assert find_printed_dates(filled(line)) == [filled(text) for text in found]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        *((label, "updated") for label in ("Updated:", "Last updated", "Modified on", "edited", "Update", "Revised")),
        *((label, "updated") for label in ("Latest update:", "Refreshed", "Reviewed:", "This article was updated on")),
        *((label, "updated") for label in ("التحديث الأخير:", "جرى تحديثه في", "تم تحديث الخبر في", "روجع في:")),
        *((label, "published") for label in ("Originally published", "Created:", "Release date:", "منشور:")),
        *(
            (label, "updated")
            for label in ("آخر تحديث:", "تم التحديث", "تحديث", "حُدّث في", "تاريخ التحديث", "آخر تعديل")
        ),
        *((label, "published") for label in ("Published:", "Posted on", "Publication date:", "First published")),
        *((label, "published") for label in ("نشر في", "نُشرت", "تاريخ النشر:", "تم النشر")),
        *((label, "unknown") for label in ("", "Date", "التاريخ:", "بتاريخ")),
    ],
)
def test_the_role_that_a_label_gives(label: str, role: str) -> None:
    read = read_printed_date(f"{label} 2025-05-14 04:44:27")
    assert read is not None
    assert read.role.value == role
    assert (date_label(label).value if date_label(label) else None) == (None if role == "unknown" else role)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "line",
    [
        "Exports rose 14 percent in May 2025",
        "On 2025-05-14 04:44:27 the minister spoke",
        "1928 -- A council sat",
        "May",
    ],
)
def test_a_date_in_a_sentence_is_not_the_printed_one(line: str) -> None:
    assert find_printed_date(line) is None


def test_a_zone_is_kept() -> None:
    read = read_printed_date("2025-05-14 04:44:27 +03:00")
    assert read is not None
    assert (read.time, read.offset) == (time(4, 44, 27), timezone(timedelta(hours=3)))


FORMS = st.sampled_from(["%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"])
NAIVE = st.datetimes().map(lambda moment: moment.replace(year=2000 + moment.year % 100, microsecond=0))


@given(NAIVE.filter(lambda moment: (moment.month, moment.day) != (2, 29)), FORMS)
def test_what_the_site_prints_is_read_back(moment: datetime, form: str) -> None:
    read = read_printed_date(moment.strftime(form))
    assert read is not None
    assert read.wall_clock == moment


@given(st.text(max_size=60) | st.text(alphabet="0123456789/-: APMay", max_size=30))
def test_nothing_raises(text: str) -> None:
    read = read_printed_date(text)
    found = find_printed_date(text)
    assert found is None or found in text
    assert read is None or 1 <= read.month <= 12


SENTENCES = [
    "The council met on {} in the old hall and agreed.",
    "Sales since {} were higher, the ministry said.",
    "قال الوزير إن المشروع بدأ في {} وسيستمر عامين.",
    "وأضاف البيان أن {} هو موعد الافتتاح المقرر.",
    "تحديث خطة الموانئ حتى {} حسب البيان.",
]
DATES_IN_TEXT = [
    "14 May 2025",
    "May 14, 2025 4:44 AM EDT",
    "14/05/2025",
    "14 مايو 2025",
    "14 أيار/مايو 2025 الساعة 4:44 صباحاً",
    "16 ذو القعدة 1446هـ الموافق 14 مايو 2025م",
]


@pytest.mark.parametrize("date", DATES_IN_TEXT)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_date_in_a_sentence_dates_no_article(sentence: str, date: str) -> None:
    assert find_printed_dates(sentence.format(date)) == []
    assert find_printed_date(sentence.format(date)) is None
    assert read_printed_date(sentence.format(date)) is None


@pytest.mark.parametrize(
    "line", ["تحديث خطة الموانئ", "Updated guidelines for ports", "نشر الوزير بيانا", "Published works", ""]
)
def test_a_line_that_begins_like_a_label_is_none(line: str) -> None:
    assert date_label(line) is None


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_dates_in_one_text_the_publication_is_read(order: int) -> None:
    texts = ["Updated: 2025-05-14 09:10:00", "2025-05-14 04:44:27"]
    read = read_printed_date(" | ".join(texts[::order]))
    assert read is not None
    assert read.wall_clock == datetime(2025, 5, 14, 4, 44, 27)
