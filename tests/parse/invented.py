"""Pages in layouts that nobody announced: forms of each field combined at random around random sentences."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
_SUBJECTS = "The port|A court|The ministry|Our harbour master|The bank|Nobody|The council|A baker|The railway".split(
    "|"
)
_VERBS = "approved|refused|opened|measured|sold|repaired|painted|counted|delayed".split("|")
_OBJECTS = (
    "a second quay|the old bridge|nine lorries|its winter timetable|the grain store|two cranes|a lighthouse".split("|")
)
_WHERE = "in Sohar|near the river|on Monday|after a vote|with great care|for the third time|in spite of rain".split("|")
_MORE = "and should finish by autumn|while the neighbours looked on|as its chairman had said|without any noise".split(
    "|"
)
_PROVIDERS = ("Kuwait News Agency (KUNA)", "Trend News Agency", "EIN Presswire", "GlobeNewsWire - Nasdaq", "Port Wire")
LEGAL = (
    "<p><b>Legal Disclaimer:</b><br>MENAFN provides the information “as is” without warranty of any kind. If you have"
    " any complaints related to this article, kindly contact the provider above.</p>"
)


@dataclass(frozen=True)
class Truth:
    """What a page says."""

    article_id: int
    title: str
    paragraphs: tuple[str, ...]
    provider: str
    published: datetime
    wire: str

    @property
    def url(self) -> str:
        return f"https://menafn.com/{self.article_id}/{self.title.replace(' ', '-')}"

    @property
    def iso(self) -> str:
        return self.published.astimezone(EASTERN).isoformat()

    @property
    def printed(self) -> str:
        return self.published.astimezone(EASTERN).strftime("%Y-%m-%d %H:%M:%S")


@dataclass(frozen=True)
class Invented:
    """A page and what it says."""

    layout: str
    page: str
    truth: Truth


def sentence(rng: Random) -> str:
    parts = (rng.choice(words) for words in (_SUBJECTS, _VERBS, _OBJECTS, _WHERE, _MORE))
    return f"{' '.join(parts)}, {rng.choice(_SUBJECTS).lower()} said in a note of {rng.randint(2, 90)} lines."


def truth(rng: Random) -> Truth:
    article_id = 1109547045 + rng.randint(-400, 400)
    published = datetime(2025, 5, 14, 8, tzinfo=UTC) + timedelta(seconds=rng.randint(0, 3000))
    count = rng.randint(3, 6)
    paragraphs: dict[str, None] = {}
    while len(paragraphs) < count:
        paragraphs[" ".join(sentence(rng) for _ in range(rng.randint(1, 2)))] = None
    title = f"{rng.choice(_SUBJECTS)[:3].strip()} {rng.choice(_OBJECTS).title()} {rng.randint(10, 99)}"
    wire = f"MENAFN14052025{rng.randint(0, 999999):06}{rng.randint(0, 999999):06}ID{article_id}"
    return Truth(article_id, title, tuple(paragraphs), rng.choice(_PROVIDERS), published, wire)


# --- forms of single fields -------------------------------------------------------------------------------------


def head(told: Truth, rng: Random, *more: str) -> str:
    """The head with the page's own address in one form or another."""
    own = rng.choice((f'<meta property="og:url" content="{told.url}">', f'<link rel="canonical" href="{told.url}">'))
    title = rng.choice(("", f'<meta property="og:title" content="{told.title}">'))
    return f"<head><title>{told.title} | MENAFN.COM</title>{own}{title}{''.join(more)}</head>"


def headline(told: Truth, rng: Random) -> str:
    return rng.choice(("<h1>{}</h1>", "<h1 class=x><span>{}</span></h1>", "<div><h1>\n {} </h1></div>")).format(
        told.title
    )


def dated(told: Truth, rng: Random) -> str:
    american = told.published.astimezone(EASTERN).strftime("%m/%d/%Y %I:%M:%S %p")
    return rng.choice(
        (
            f"<p>{told.printed}</p>",
            f"<span class=when>{told.printed}</span>",
            f"<p>Date: {american}</p>",
            f'<time datetime="{told.iso}">14 May</time>',
            f"<ul><li>{told.printed}</li><li>3 min read</li></ul>",
        )
    )


def signed(told: Truth, rng: Random) -> tuple[str, str]:
    """The byline: a block above the text, or the beginning of its first paragraph."""
    byline = rng.choice(("(MENAFN- {})", "(MENAFN - {})", "( MENAFN- {})")).format(told.provider)
    return rng.choice(((f"<p>{byline}</p>", ""), ("", f"{byline} "), ("", f"<b>(</b><i>{byline[1:].lstrip()}</i> ")))


def text(told: Truth, rng: Random, lead: str = "") -> str:
    """The paragraphs in one markup or another, with what is no text between them."""
    inside = rng.choice(
        (
            "",
            "<p hidden>Zebra code</p>",
            '<div style="display:none"><p>Zebra counter of all visitors of the whole month.</p></div>',
            "<script>var zebra = 1;</script>",
            "<noscript><img src=z><p>Zebra without scripts.</p></noscript>",
            "<figure><img src=/x.jpg><figcaption>Zebra at dawn, a picture of the day</figcaption></figure>",
            "<video><p>Zebra films are not shown by your browser.</p></video>",
        )
    )
    paragraphs = [lead + told.paragraphs[0], *told.paragraphs[1:]]
    kind = rng.randint(0, 3)
    if kind == 0:
        return inside.join(f"<p>{p}</p>" for p in paragraphs)
    if kind == 1:
        return "<br><br>".join(paragraphs)
    if kind == 2:
        return "".join(f"<div class=q{n}>{p}</div>{inside}" for n, p in enumerate(paragraphs))
    return "".join(f"<p>{p.replace('said', '<a href=https://example.org/x>said</a>')}</p>" for p in paragraphs) + inside


def ended(told: Truth, rng: Random) -> str:
    return rng.choice((f"<p>{told.wire}</p>{LEGAL}", LEGAL, f"<p>{told.wire}</p>", f"{LEGAL}<p>{told.wire}</p>"))


def json_ld(told: Truth, **more: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": told.title, **more}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def body_text(told: Truth, byline: str = "") -> str:
    return "\n\n".join((byline + told.paragraphs[0], *told.paragraphs[1:]))


MENU = "<nav><a href=/>Home</a><a href='/qn_country.aspx?country=SA'>Saudi Arabia</a></nav>"
CLOCK = "<span class=today>Tuesday, 02 January 2024 12:17 GMT</span>"
OTHERS = (
    "<h3>Most popular stories</h3><ul><li><a href=/1109540001/a>A Whale Was Seen Today</a></li>"
    "<li><a href=/1109540002/b>Bread Will Be Cheaper Next Year</a></li></ul>"
)
FOOT = "<footer><p>© 2000 - 2025 MENAFN.com. All rights reserved.</p></footer>"


# --- layouts ----------------------------------------------------------------------------------------------------


def plain(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    story = f"{headline(told, rng)}{dated(told, rng)}{above}{text(told, rng, lead)}{ended(told, rng)}"
    return f"<html>{head(told, rng)}<body>{CLOCK}{MENU}{story}{OTHERS}{FOOT}</body></html>"


def nested(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    body = f"<div class=k1><div class=k2>{above}{text(told, rng, lead)}</div></div>"
    story = f"<div id=k7>{headline(told, rng)}<div>{dated(told, rng)}</div>{body}<div>{ended(told, rng)}</div></div>"
    return f"<html>{head(told, rng)}<body><div>{CLOCK}</div>{story}<div>{OTHERS}</div>{FOOT}</body></html>"


def amp(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    data = json_ld(told, datePublished=told.iso, mainEntityOfPage=told.url)
    ad = "<amp-ad width=300><div placeholder>Zebra advertisement</div></amp-ad>"
    return (
        f"<!doctype html><html amp>{head(told, rng, data)}<body><amp-sidebar><p>Zebra menu</p></amp-sidebar><article>"
        f"{headline(told, rng)}{above}{ad}{text(told, rng, lead)}<p>{told.wire}</p></article>{FOOT}</body></html>"
    )


def only_json_ld(told: Truth, rng: Random) -> str:
    byline = f"(MENAFN- {told.provider}) "
    body = rng.choice((body_text(told, byline), "".join(f"<p>{p}</p>" for p in body_text(told, byline).split("\n\n"))))
    data = json_ld(told, datePublished=told.iso, articleBody=body, url=told.url)
    shown = rng.choice((headline(told, rng), "", f"{headline(told, rng)}<p>Loading…</p>"))
    return f"<html>{head(told, rng, data)}<body><div id=root></div>{shown}{rng.choice(('', FOOT))}</body></html>"


def microdata(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    body = f'<div itemprop="articleBody">{above}{text(told, rng, lead)}</div>'
    return (
        f'<html>{head(told, rng)}<body>{MENU}<div itemscope itemtype="https://schema.org/NewsArticle">'
        f'<h1 itemprop="headline">{told.title}</h1><meta itemprop="datePublished" content="{told.iso}">{body}'
        f"<p>{told.wire}</p></div>{OTHERS}{FOOT}</body></html>"
    )


def semantic(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    time = f'<time datetime="{told.iso}" pubdate>{told.printed}</time>'
    side = "<aside><h4>Newsletter</h4><p>Zebra letters every morning, before the coffee is ready.</p></aside>"
    return (
        f"<html>{head(told, rng)}<body>{MENU}<main><article><header>{headline(told, rng)}{time}</header>{above}"
        f"{text(told, rng, lead)}{rng.choice(('', LEGAL))}</article>{side}</main>{OTHERS}{FOOT}</body></html>"
    )


def table(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    story = f"{headline(told, rng)}{dated(told, rng)}{above}{text(told, rng, lead)}{ended(told, rng)}"
    return (
        f"<html>{head(told, rng)}<body><table><tr><td>{CLOCK}</td><td>{MENU}</td></tr><tr><td>{OTHERS}</td>"
        f"<td>{story}</td></tr></table></body></html>"
    )


def closed_early(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    body = text(told, rng, lead)
    place = body.index(">", len(body) // 2) + 1 if ">" in body[len(body) // 2 :] else len(body)
    end = rng.choice(("</body></html>", "</html>"))
    whole = body.replace("<br><br>", "</p><p>") if "<br><br>" in body else body
    first, *others = whole.partition("</p>") if "</p>" in whole else (body[:place], "", body[place:])
    story = f"{headline(told, rng)}{dated(told, rng)}{above}{first}{others[0]}{end}{''.join(others[1:])}"
    return f"<html>{head(told, rng)}<body>{story}<p>{told.wire}</p>{LEGAL}</body></html>"


def other_words(told: Truth, rng: Random) -> str:
    """It closes with words of its own; JSON-LD holds the text."""
    above, lead = signed(told, rng)
    data = json_ld(told, datePublished=told.iso, articleBody=body_text(told, "(MENAFN- X) "), url=told.url)
    closing = "<p>Zebra and its partners answer for nothing that readers do with this page or leave undone.</p>"
    story = f"{headline(told, rng)}{dated(told, rng)}{above}{text(told, rng, lead)}{closing}"
    return f"<html>{head(told, rng, data)}<body><div>{story}</div>{FOOT}</body></html>"


def by_meta(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    date = f'<meta property="article:published_time" content="{told.iso}"><meta property="og:type" content="article">'
    story = f"{headline(told, rng)}<section>{above}{text(told, rng, lead)}</section>"
    comments = "<h4>Comments</h4><p>Zebra readers have not said anything about this so far, it seems.</p>"
    return f"<html>{head(told, rng, date)}<body>{CLOCK}{MENU}{story}{comments}{FOOT}</body></html>"


def teaser(told: Truth, rng: Random) -> str:
    """The page shows the beginning only."""
    byline = f"(MENAFN- {told.provider}) "
    data = json_ld(told, datePublished=told.iso, articleBody=body_text(told, byline), url=told.url)
    return (
        f"<html>{head(told, rng, data)}<body>{MENU}{headline(told, rng)}<p>{byline}{told.paragraphs[0]}</p>"
        f"<p><a href=/login>Go on</a></p>{FOOT}</body></html>"
    )


def all_hidden(told: Truth, rng: Random) -> str:
    above, lead = signed(told, rng)
    hide = rng.choice(('style="display:none"', "hidden", "class=story"))
    story = f"<div {hide}>{above}{text(told, rng, lead)}</div><p>{told.wire}</p>{LEGAL}"
    sheet = "<style>.story { visibility: hidden }</style>"
    return f"<html>{head(told, rng, sheet)}<body>{headline(told, rng)}{dated(told, rng)}{story}</body></html>"


LAYOUTS: tuple[Callable[[Truth, Random], str], ...] = (
    *(plain, nested, amp, only_json_ld, microdata, semantic, table, closed_early, other_words, by_meta, teaser),
    all_hidden,
)


def invented(number: int) -> Invented:
    """Page *number*, always the same."""
    rng = Random(number)
    told = truth(rng)
    layout = LAYOUTS[number % len(LAYOUTS)]
    return Invented(layout.__name__, layout(told, rng), told)
