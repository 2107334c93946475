"""Labelled English and Arabic articles: which of them tell one release is known.

``bilingual.json`` holds releases of several genres, many in one language only, so that near misses cannot be avoided
by the choice of a better partner: same provider, day, people and figures, but another story. Those marked ``held_out``
were written after the rule. Daily series and weather by city are made here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from menafn_crawler.deduplicate import Pair, Release, ReleaseFacts, are_near, best_pairs, compare_releases

START = datetime(2025, 5, 14, 5, tzinfo=UTC)
FIRST_ID = 1_109_547_000
_LATER = 9
"""Minutes after which the other language follows."""

_CITIES = (("Doha", "الدوحة"), ("Al Khor", "الخور"), ("Dukhan", "دخان"), ("Mesaieed", "مسيعيد"),
           ("Al Wakrah", "الوكرة"), ("Al Ruwais", "الرويس"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class LabelledRelease:
    """One article and the story that it tells; the same story in the other language is its translation."""

    release: Release
    provider: str
    title: str
    body: str
    story: str
    genre: str
    held_out: bool = False


def bilingual_set() -> list[LabelledRelease]:
    """Return all labelled articles by id."""
    entries = [*json.loads(Path(__file__).with_suffix(".json").read_text("utf-8")), *_series()]
    found = sorted(
        (one for entry in entries for one in _articles(entry)), key=lambda one: one.release.published_at or ""
    )
    numbers = accumulate((one.release.article_id for one in found), lambda last, number: max(last + 1, number))
    return [
        replace(one, release=replace(one.release, article_id=number))
        for one, number in zip(found, numbers, strict=True)
    ]


def true_links(labelled: list[LabelledRelease]) -> set[Pair]:
    """Return the pairs of ids that tell one story, the English one first."""
    arabic = {one.story: one.release.article_id for one in labelled if one.release.language == "ar"}
    english = [one for one in labelled if one.release.language == "en" and one.story in arabic]
    return {(one.release.article_id, arabic[one.story]) for one in english}


def found_links(labelled: list[LabelledRelease]) -> set[Pair]:
    """Return the pairs of ids that the rule links, the English one first."""
    facts = {one.release.article_id: ReleaseFacts(one.title, one.body) for one in labelled}
    scores = {}
    for one in (one for one in labelled if one.release.language == "en"):
        for other in (other for other in labelled if other.release.language == "ar"):
            if one.provider == other.provider and are_near(one.release, other.release):
                pair = (one.release.article_id, other.release.article_id)
                found = compare_releases(one.release, other.release, (facts[pair[0]], facts[pair[1]]))
                if found.linked:
                    scores[pair] = found.score
    return best_pairs(scores)


def _articles(entry: dict[str, Any]) -> Iterator[LabelledRelease]:
    for language, later in (("en", 0), ("ar", _LATER)):
        if language not in entry:
            continue
        title, body = entry[language]
        moment = START + timedelta(minutes=entry["minute"] + later)
        picture = entry.get("picture")
        number = FIRST_ID + (entry["minute"] + later) * 3  # those of one minute follow each other
        picture = picture and f"https://menafn.com/updates/pr/2025-05/14/{picture}"
        release = Release(number, language, picture, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
        held_out = entry.get("held_out", False)
        yield LabelledRelease(release, entry["provider"], title, body, entry["story"], entry["genre"], held_out)


def _series() -> Iterator[dict[str, Any]]:
    random = Random(14)
    oil, dollar, index = 61.2, 303.1, 8004.0
    for day in range(8):
        before, oil = oil, round(oil + random.uniform(-1.5, 1.5), 2)
        yield _entry(f"oil-{day}", "oil series", "KUNA", day, _oil(before, oil))
        dollar = round(dollar + random.uniform(0.1, 0.6), 1)
        euro = round(dollar * 1.12, 1)
        yield _entry(f"rates-{day}", "exchange series", "KUNA", day, _rates(dollar, euro))
        change = round(random.uniform(-40, 40), 2)
        index = round(index + change, 2)
        yield _entry(f"index-{day}", "index series", "KUNA", day, _index(index, change, random))
    for place, city in enumerate(_CITIES):
        yield _entry(f"weather-{city[0]}", "weather by city", "Doha Sports", place, _weather(*city, random)) | {
            "minute": 600 + place
        }


def _entry(story: str, genre: str, provider: str, day: int, texts: tuple[list[str], list[str]]) -> dict[str, Any]:
    english, arabic = texts
    return {
        "story": story,
        "genre": genre,
        "provider": provider,
        "minute": day * 1440 + 480,
        "en": english,
        "ar": arabic,
    }


def _oil(before: float, now: float) -> tuple[list[str], list[str]]:
    moved = round(abs(now - before) * 100)
    up = now >= before
    english = (
        f"KUWAIT (KUNA) -- Kuwait crude oil {'went up' if up else 'dropped'} {moved} cents to USD {now} per barrel as"
        f" opposed to USD {before} the day before, Kuwait Petroleum Corporation said."
    )
    arabic = (
        f"الكويت (كونا) -- {'ارتفع' if up else 'انخفض'} سعر برميل النفط الكويتي {moved} سنتا ليبلغ {now} دولار"
        f" مقابل {before} دولار في تداولات اليوم السابق وفقا للسعر المعلن من مؤسسة البترول الكويتية."
    )
    title = f"{'يرتفع' if up else 'ينخفض'} إلى {now} دولار"
    return ["Kuwait crude oil price per barrel", english], [f"النفط الكويتي {title}", arabic]


def _rates(dollar: float, euro: float) -> tuple[list[str], list[str]]:
    dinar, other = f"{dollar / 1000:.4f}", f"{euro / 1000:.4f}"
    english = (
        f"KUWAIT (KUNA) -- The exchange rate of the US dollar stood at KD {dinar} and that of the euro at KD {other},"
        " the Central Bank of Kuwait said on its website. The sterling, the yen and the Swiss franc were unchanged."
    )
    arabic = (
        f"الكويت (كونا) -- استقر سعر صرف الدولار الأمريكي عند {dinar} دينار واليورو عند {other} دينار"
        " بحسب الموقع الإلكتروني لبنك الكويت المركزي. ولم يتغير الجنيه الإسترليني والين والفرنك السويسري."
    )
    return ["US dollar, euro against Kuwaiti dinar", english], ["الدولار واليورو أمام الدينار الكويتي", arabic]


def _index(index: float, change: float, random: Random) -> tuple[list[str], list[str]]:
    shares, deals, value = random.randint(200, 400), random.randint(9000, 22000), round(random.uniform(50, 99), 1)
    moved = abs(change)
    english = (
        f"KUWAIT (KUNA) -- Boursa Kuwait's All Share Index closed {moved} points {'higher' if change > 0 else 'lower'}"
        f" at {index:,} points. Some {shares} million shares were traded in {deals:,} deals worth KD {value} million."
    )
    arabic = (
        f"الكويت (كونا) -- أغلقت بورصة الكويت على {'ارتفاع' if change > 0 else 'انخفاض'} مؤشر السوق العام {moved} نقطة"
        f" عند {index:,} نقطة. وتم تداول {shares} مليون سهم عبر {deals:,} صفقة بقيمة {value} مليون دينار."
    )
    title = "أعلى" if change > 0 else "أدنى"
    return ["Boursa Kuwait ends day", english], [f"بورصة الكويت تغلق {title}", arabic]


def _weather(city: str, arabic_city: str, random: Random) -> tuple[list[str], list[str]]:
    low, high, wind = random.randint(24, 29), random.randint(34, 44), random.randint(5, 15)
    english = (
        f"DOHA: The forecast for {city} until 6 pm is hot by day with slight dust, the department of meteorology said."
        f" The temperature ranges from {low} to {high} degrees, wind blows at {wind} to 22 knots."
    )
    arabic = (
        f"الدوحة: يكون الطقس في {arabic_city} حتى السادسة مساء حارا نهارا مع غبار خفيف، بحسب إدارة الأرصاد الجوية."
        f" وتتراوح درجة الحرارة بين {low} و{high} درجة وسرعة الرياح بين {wind} و22 عقدة."
    )
    return [f"Weather in {city} today", english], [f"الطقس اليوم في {arabic_city}", arabic]
