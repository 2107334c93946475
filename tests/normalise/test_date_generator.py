"""Dates of every form, in every place, with every label, over invented layouts: nothing is wrong without a flag."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from menafn_crawler import Article, read_article
from menafn_crawler.normalise import DATE_FLAGS, site_calibration

ZONE = ZoneInfo("America/New_York")
SEEDS = range(12)
PAGES = 60
"""Pages of a seed."""

ARABIC_MONTHS = "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()
LEVANTINE = "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول".split()
MAGHREB = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split()
DAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

Form = Callable[[datetime], str]
"""From an instant (UTC) to what a page prints."""


def eastern(instant: datetime) -> datetime:
    return instant.astimezone(ZONE)


def plain(pattern: str) -> Form:
    return lambda instant: eastern(instant).strftime(pattern)


def zoned(pattern: str, hours: float, zone: str) -> Form:
    return lambda instant: f"{instant.astimezone(timezone(timedelta(hours=hours))):{pattern}} {zone}"


def own_letters(instant: datetime) -> str:
    return f"{eastern(instant):%B %d, %Y %I:%M %p %Z}"


def arabic(months: list[str], tail: str = "") -> Form:
    def form(instant: datetime) -> str:
        local = eastern(instant)
        half = "صباحاً" if local.hour < 12 else "مساءً"
        month = months[local.month - 1].replace("_", " ")
        return f"{DAYS[local.weekday()]} {local.day} {month} {local.year}م الساعة {local:%I:%M} {half}{tail}"

    return form


def arabic_digits(instant: datetime) -> str:
    return f"{eastern(instant):%Y-%m-%d %H:%M:%S}".translate(INDIC)


SECONDS: dict[str, Form] = {
    "iso": plain("%Y-%m-%d %H:%M:%S"),
    "american": plain("%m/%d/%Y %I:%M:%S %p"),
    "slashes": plain("%Y/%m/%d %H:%M:%S"),
    "Z": lambda instant: f"{instant:%Y-%m-%dT%H:%M:%SZ}",
    "offset": zoned("%Y-%m-%dT%H:%M:%S", 3, "+03:00"),
    "UTC+3": zoned("%Y-%m-%d %H:%M:%S", 3, "UTC+3"),
    "GMT+0400": zoned("%Y-%m-%d %H:%M:%S", 4, "GMT+0400"),
    "RFC 822": lambda instant: f"{instant:%a, %d %b %Y %H:%M:%S} GMT",
    "two digits": lambda instant: f"{instant:%a, %d %b %y %H:%M:%S} GMT",
    "arabic digits": arabic_digits,
}
MINUTES: dict[str, Form] = {
    "long": plain("%A, %B %d, %Y %I:%M %p"),
    "british": plain("%d %B %Y %H:%M"),
    "dots": plain("%b. %d, %Y at %I:%M %p"),
    "needless PM": lambda instant: (
        f"{eastern(instant):%B %d, %Y %H:%M} {'PM' if eastern(instant).hour else 'AM'}"
        if eastern(instant).hour >= 13 or eastern(instant).hour == 0
        else f"{eastern(instant):%B %d, %Y %I:%M %p}"
    ),
    "own letters": own_letters,
    "ET": lambda instant: f"{eastern(instant):%B %d, %Y %I:%M %p} ET",
    "pipe": lambda instant: f"{instant:%d %b, %Y | %I:%M %p} (GMT)",
    "Dubai": zoned("%d %B %Y %H:%M", 4, "(Dubai time)"),
    "egyptian": arabic(ARABIC_MONTHS),
    "levantine": arabic(LEVANTINE),
    "maghreb": arabic(MAGHREB),
    "time first": plain("%H:%M - %d %B %Y"),
    "makkah": lambda instant: f"{instant + timedelta(hours=3):%d/%m/%Y %H:%M} بتوقيت مكة المكرمة",
}
VAGUE: dict[str, Form] = {
    "AST": zoned("%B %d, %Y %I:%M %p", 3, "AST"),
    "XYZ": zoned("%B %d, %Y %I:%M %p", 3, "XYZ"),
    "local": zoned("%B %d, %Y %I:%M %p", 3, "local time"),
    "day first": plain("%d/%m/%Y %H:%M"),
    "month first": plain("%m/%d/%Y %H:%M"),
    "day": plain("%d %B %Y"),
    "no year": plain("%b %d"),
    "junk": lambda _: "5 hours ago",
    "hijri": lambda _: "16 ذو القعدة 1446 04:44 ص",
}
"""Forms that do not give the instant for certain."""
MACHINE: dict[str, Form] = {
    "Z": SECONDS["Z"],
    "offset": lambda instant: instant.astimezone(timezone(timedelta(hours=4))).isoformat(),
    "eastern": lambda instant: eastern(instant).isoformat(),
    "naive": plain("%Y-%m-%dT%H:%M:%S"),
    "fraction": lambda instant: f"{instant:%Y-%m-%dT%H:%M:%S}.000+00:00",
}
MACHINE_DAY: dict[str, Form] = {
    "day": plain("%Y-%m-%d"),
    "midnight": lambda instant: f"{eastern(instant):%Y-%m-%d}T00:00:00Z",
}


class Made(NamedTuple):
    """A page and what is true of it."""

    page: str
    url: str
    instant: datetime
    fetched_at: datetime
    says: str
    """How exactly the page gives the date: second, minute, vague or nothing."""
    told: tuple[str, ...]
    """What the page is made of, for the reader of a failure."""


def make(random: Random) -> Made:
    instant = datetime(2024, 2, 1, tzinfo=UTC) + timedelta(seconds=random.randrange(800 * 86_400))
    while eastern(instant).replace(fold=1).utcoffset() != eastern(instant).replace(fold=0).utcoffset():
        instant += timedelta(hours=3)
    number = site_calibration().number_at(instant)
    fetched_at = instant + timedelta(minutes=random.choice([8, 60, 700, 5_000]))
    told: list[str] = []
    says, printed = _printed(random, instant, fetched_at, told)
    head, machine = (
        _machine(random, instant, number, told) if says in ("nothing", "vague") or random.random() < 0.3 else ("", "")
    )
    if says in ("nothing", "vague") and (head or machine):
        says = "second" if "day" not in told[-1] else "vague"
    page = _page(random, printed, head, machine, instant, number, told)
    return Made(page, f"https://menafn.com/{number}/Port-Board", instant, fetched_at, says, tuple(told))


def _printed(random: Random, instant: datetime, fetched_at: datetime, told: list[str]) -> tuple[str, list[str]]:
    """What the page prints of the publication, of updates and of its own clock."""
    says, forms = random.choice(
        [("second", SECONDS), ("minute", MINUTES), ("minute", MINUTES), ("vague", VAGUE), ("nothing", None)]
    )
    lines: list[str] = []
    if forms is not None:
        name, form = random.choice(list(forms.items()))
        label = random.choice(["", "", "Published: ", "Published on ", "Date ", "نُشر في: ", "تاريخ النشر: ", "Posted "])
        lines.append(label + form(instant))
        told.append(f"{name} {label!r}")
    if random.random() < 0.4:
        changed = min(instant + timedelta(minutes=random.choice([30, 600, 3_000])), fetched_at)
        label = random.choice(["Updated: ", "Last updated ", "Modified: ", "آخر تحديث: ", "تم التعديل في ", "Edited "])
        update = label + random.choice([SECONDS["iso"], MINUTES["long"], SECONDS["Z"]])(changed)
        lines.insert(random.randrange(len(lines) + 1), update)
        told.append(f"update {label!r}")
        if random.random() < 0.4:
            lines = [random.choice([" | ", " - ", "; "]).join(lines)]
    if random.random() < 0.2:
        lines.insert(0, f"Today: {eastern(fetched_at):%A, %B %d, %Y %I:%M %p}")
        told.append("today")
    if says == "nothing" and random.random() < 0.3:
        lines.append(random.choice([SECONDS["iso"], MINUTES["pipe"], MINUTES["long"]])(fetched_at))
        told.append("clock")
    return says, lines


def _machine(random: Random, instant: datetime, number: int, told: list[str]) -> tuple[str, str]:
    """The same date for machines: in the head or in the body."""
    name, form = random.choice([*MACHINE.items(), *MACHINE.items(), *MACHINE_DAY.items()])
    value = form(instant)
    place = random.choice(["json_ld", "graph", "meta", "time", "microdata"])
    told.append(f"{place} {name}" if name not in MACHINE_DAY else f"{place} day")
    article = {"@type": "NewsArticle", "url": f"https://menafn.com/{number}/Port-Board", "datePublished": value}
    if random.random() < 0.5:
        article["dateModified"] = MACHINE["Z"](instant + timedelta(minutes=5))
    other = {
        "@type": "NewsArticle",
        "url": "https://menafn.com/1109500000/Other",
        "datePublished": "2021-01-01T00:00:05Z",
    }
    blocks = {"json_ld": article, "graph": {"@graph": [{"@type": "WebSite"}, other, article]}}
    if place in blocks:
        return f'<script type="application/ld+json">{json.dumps(blocks[place])}</script>', ""
    if place == "meta":
        key = random.choice(['property="article:published_time"', 'itemprop="datePublished"', 'name="pubdate"'])
        return f'<meta {key} content="{value}"><meta property="og:updated_time" content="2026-11-01T00:00:00Z">', ""
    if place == "time":
        return "", f'<time datetime="{value}">recently</time>'
    return "", f'<span itemprop="datePublished" content="{value}">recently</span>'


BODY = (
    "<p>(MENAFN- Trend News Agency) The port board in Sohar approved a second quay on Wednesday after a vote that took"
    " two hours, its chairman said in a statement to reporters.</p><p>The first quay opened on 3 March 1998, and the"
    " council had asked for another on 2019-02-03 10:00:00 in a letter to the ministry of transport.</p>"
)
LEGAL = "<p>Legal Disclaimer: MENAFN provides the information as is without warranty of any kind.</p>"
RELATED = (
    '<ul><li><a href="https://menafn.com/1109500000/Other">Other story of the day</a>'
    '<time datetime="2021-01-01T00:00:05Z">1 January 2021 00:00</time></li></ul>'
)
HEADERS = ["Tuesday, 02 January 2024 12:17 GMT", "02/01/2024 12:17:00", "Jan 2, 2024 12:17 PM", "2024-01-02 12:17:00"]


def _page(
    random: Random, printed: list[str], head: str, machine: str, instant: datetime, number: int, told: list[str]
) -> str:
    """One of the layouts."""
    wire = f"<p>MENAFN{eastern(instant):%d%m%Y}000187011040ID{number}</p>" if random.random() < 0.5 else ""
    header = f'<header><span class="today">{random.choice(HEADERS)}</span></header>'
    tag = random.choice(["p", "div", "span", "em"])
    dates = "".join(
        f"<{tag}>{line}</{tag}>" if tag in ("p", "div") else f"<div><{tag}>{line}</{tag}></div>" for line in printed
    )
    text = f"{BODY}{wire}{LEGAL}"
    rows = "".join(f"<li>{line}</li>" for line in printed)
    h1 = "<h1>Port Board Approves New Quay</h1>"
    layouts: dict[str, str] = {
        "story-2025": f'{header}<div id="ContentPlaceHolder1_div_story">{h1}<div>'
        + "".join(f'<span class="entry-date">{line}</span> ' for line in printed)
        + f'</div>{machine}<div class="entry-summary tit">{BODY}</div><div>{wire}</div><div>{LEGAL}</div></div>',
        "flat": f"{header}{h1}{dates}{machine}{BODY}{wire}{LEGAL}{RELATED}",
        "article": f"{header}<main><article>{h1}<div>{dates}{machine}</div>{BODY}{wire}{LEGAL}</article></main>",
        "above": f"{header}<main><article><div>{dates}{machine}{h1}</div>{BODY}{wire}{LEGAL}</article></main>",
        "byline": f"{header}<article>{h1}<p>From our desk</p>{dates}{machine}<p>3 min read</p>{text}</article>",
        "list": f"{header}<article>{h1}<ul>{rows}</ul>{machine}{text}</article>",
        "table": f"{header}<table><tr><td>{h1}{dates}{machine}{BODY}{wire}{LEGAL}</td><td>{RELATED}</td></tr></table>",
        "aside": f"{header}<aside>{RELATED}</aside><article>{h1}{dates}{machine}{BODY}{wire}{LEGAL}</article>",
        "label apart": f"{header}<article>{h1}{_labels_apart(dates)}{machine}{BODY}{wire}{LEGAL}</article>",
        "footer": f"{header}<article>{h1}{machine}{BODY}{wire}{LEGAL}{dates}</article>",
    }
    name = random.choice(list(layouts))
    told += [name, "wire" if wire else "no wire"]
    return (
        f'<html><head><meta property="og:title" content="Port Board Approves New Quay">'
        f'<meta property="og:url" content="https://menafn.com/{number}/Port-Board">{head}</head>'
        f"<body>{layouts[name]}<footer>© 2000 - 2025</footer></body></html>"
    )


def _labels_apart(dates: str) -> str:
    """The labels in elements of their own."""
    for label in ("Updated: ", "Published: ", "Modified: ", "آخر تحديث: ", "تاريخ النشر: "):
        dates = dates.replace(label, f"<b>{label.strip()}</b></p><p>" if "<p>" in dates else f"<b>{label.strip()}</b> ")
    return dates


def _wrong_year(page: str, made: Made) -> str:
    """The year of the printed date only: the last of its page's dates that is not in a wire ID or for machines."""
    year = eastern(made.instant).year
    head, body = page.split("<h1>", 1)
    dates, text = body.split("(MENAFN-", 1)
    return f"{head}<h1>{dates.replace(str(year), str(year - 1))}(MENAFN-{text}"


def _header_in_its_place(page: str, made: Made) -> str:
    return page.replace("</h1>", "</h1><p>Tuesday, 02 January 2024 12:17 GMT</p>", 1)


def _mislabelled(page: str, made: Made) -> str:
    """The site's clock, called UTC. Only a page that prints the time can show that it is not."""
    if made.says not in ("second", "minute"):
        return page
    block = json.dumps({"@type": "Article", "datePublished": f"{eastern(made.instant):%Y-%m-%dT%H:%M:%SZ}"})
    return page.replace("</head>", f'<script type="application/ld+json">{block}</script></head>', 1)


def _constant_for_machines(page: str, made: Made) -> str:
    return page.replace("</head>", '<meta name="pubdate" content="2024-01-02T12:17:00Z"></head>', 1)


def _clock_for_machines(page: str, made: Made) -> str:
    shown = f"{made.fetched_at:%Y-%m-%dT%H:%M:%SZ}"
    return page.replace("</head>", f'<meta property="article:published_time" content="{shown}"></head>', 1)


def _unlabelled_update(page: str, made: Made) -> str:
    """The printed time is that of a change, and only the data for machines say so."""
    changed, published = made.instant + timedelta(minutes=20), made.instant
    times = {"@type": "Article", "datePublished": f"{published:%Y-%m-%dT%H:%M:%SZ}"}
    times["dateModified"] = f"{changed:%Y-%m-%dT%H:%M:%SZ}"
    head, body = page.split("<h1>", 1)
    text = body.split("(MENAFN-", 1)[1]
    head = (
        head.split("<head>")[0] + f'<head><script type="application/ld+json">{json.dumps(times)}</script></head><body>'
    )
    return f"{head}<h1>T</h1><p>{SECONDS['iso'](changed)}</p><p>(MENAFN-{text}"


DAMAGES = [
    _wrong_year,
    _header_in_its_place,
    _mislabelled,
    _constant_for_machines,
    _clock_for_machines,
    _unlabelled_update,
]


def judge(made: Made, article: Article) -> str:
    """right, missed, flagged or wrong."""
    flagged = article.date_conflict or any(flag in DATE_FLAGS for flag in article.quality)
    truth = {f"{made.instant:%Y-%m-%dT%H:%M:%SZ}", f"{made.instant:%Y-%m-%dT%H:%M:00Z}"}
    if article.published_at is not None and article.published_at not in truth:
        return "flagged" if flagged else "wrong"
    near = article.published_on is None or (
        abs(date.fromisoformat(article.published_on) - eastern(made.instant).date()) <= timedelta(0)
    )
    if not near:
        return "flagged" if flagged else "wrong"
    if article.published_at is None and made.says in ("second", "minute"):
        return "missed"
    return "right"


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_wrong_without_a_flag_and_little_is_missed(seed: int) -> None:
    random = Random(seed)
    found: Counter[str] = Counter()
    odd: list[str] = []
    for _ in range(PAGES):
        made = make(random)
        article = read_article(made.page, made.url, fetched_at=made.fetched_at)
        outcome = judge(made, article)
        found[outcome] += 1
        if outcome in ("wrong", "missed"):
            evidence = [(e["source"], e["raw"], e["verdict"]) for e in article.date_evidence]
            odd.append(
                f"{outcome}: {made.told} {made.instant} -> {article.published_at} {article.published_on} {evidence}"
            )
    assert found["wrong"] == 0, "\n".join(odd)
    assert found["missed"] <= 0.02 * PAGES, "\n".join(odd)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__.strip("_"))
def test_what_a_page_says_falsely_is_flagged_or_not_believed(damage: Callable[[str, Made], str]) -> None:
    random = Random(7)
    odd: list[str] = []
    for _ in range(PAGES):
        made = make(random)
        article = read_article(damage(made.page, made), made.url, fetched_at=made.fetched_at)
        if judge(made, article) == "wrong":
            evidence = [(e["source"], e["raw"], e["verdict"]) for e in article.date_evidence]
            odd.append(f"{made.told} {made.instant} -> {article.published_at} {article.published_on} {evidence}")
    assert not odd, "\n".join(odd)
