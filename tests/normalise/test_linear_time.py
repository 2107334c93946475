"""Reading time grows linearly: every phrase that is looked for, over and over."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import (
    article_address,
    clean_title,
    damage,
    find_byline,
    find_glued_byline,
    fold_figures,
    language_of,
    paragraphs,
    provider_of,
    published_link,
    read_tags,
    strip_boilerplate,
    wire_ids,
    without_wire_ids,
)

PHRASES = (
    *(
        "Read also: ~Read more ~Related: ~(MENAFN- X) ~(MENAFN- ~MENAFN ~(~)(~[~Legal Disclaimer: ~"
        "Legal Disclaimer: MENAFN ~إخلاء المسؤولية القانونية: ~تنويه: ~"
        "MENAFN14052025000045015687ID1109547045 ~MENAFN1405202500004501568~MENAFN14052025~Share Facebook ~"
        "شارك على فيسبوك ~x ~(end) ~(more) ~انتهى ~/قنا/ ~//~--(~(كونا) ~وام/~م ن ~a.b.~SOURCE X ~"
        "Logo - https://x.y/z ~https://x ~View original content: ~Media contact: a@b.c ~+1 (~@~"
        "Advertisement ~Sign up for our newsletter ~اشتركوا في قناتنا ~قد يهمك أيضا: ~المزيد ~<p ~<p>~<~"
        "&amp;~&amp;amp;~-->~–s ~–a–~(–~â€œ~â€~Ã~ÃÂ~Ø~ط£~жЮ~┘è~???? ~ة ~#a ~#~#a#b ~, ~; ~ال ~١- ~أولا: ~. ~"
        "aA ~wordWord ~to , ~( ) ~الكلمة.كلمة ~ـ~é ~ÀÉ ~-~ - ~1 ~1,~12:30 ~%~of the ~'~/~..~//1109547045~&x=~"
        "%2e~http://~?~"
    )
    .rstrip("~")
    .split("~"),
    *("\\u0623", "\ufffd ", "\u200c", "\u200d\u0645", "\u0645\u200c", "\x1b[", "\x1b]", "\x9b3", "\u064e", "\u0301"),
)


def uses(phrase: str, times: int) -> dict[str, Callable[[], object]]:
    """Everything that reads text, with *phrase* as often as *times*."""
    text = " ".join((phrase * times).split())
    line = TextLine(text, "", starts_block=True)
    linked = TextLine(text, "\n".join([phrase.strip()] * times), starts_block=True)
    lines = [TextLine(phrase.strip() or "x", "", starts_block=n % 3 == 0) for n in range(times)]
    links = [TextLine(f"{phrase.strip()} x y", "x y", starts_block=n % 3 == 0) for n in range(times)]
    return {
        "one line": lambda: damage(paragraphs(strip_boilerplate([line])), [text], "", text),
        "links of one line": lambda: strip_boilerplate([linked]),
        "lines": lambda: damage(paragraphs(strip_boilerplate(lines)), [each.text for each in lines]),
        "lines with links": lambda: strip_boilerplate(links),
        "title": lambda: clean_title(text[:2_000]) + clean_title(text),
        "tags": lambda: read_tags(text),
        "byline": lambda: (find_byline(text), find_glued_byline(text), provider_of(text)),
        "wire ID": lambda: (wire_ids(text), without_wire_ids(text)),
        "language": lambda: language_of("en", text),
        "figures": lambda: fold_figures(text),
        "address": lambda: (article_address(f"/1109547045/{text}"), published_link(text, "https://menafn.com")),
    }


def slowest(phrase: str, times: int) -> tuple[float, str]:
    taken = []
    for name, use in uses(phrase, times).items():
        started = time.process_time()
        use()
        taken.append((time.process_time() - started, name))
    return max(taken)


@pytest.mark.parametrize("phrase", PHRASES, ids=ascii)
def test_a_phrase_five_hundred_times(phrase: str) -> None:
    assert slowest(phrase, 500)[0] < 1


@pytest.mark.slow
@pytest.mark.parametrize("phrase", PHRASES, ids=ascii)
def test_a_phrase_in_many_kilobytes(phrase: str) -> None:
    """Ten times as much takes a second or two; a quadratic search would take a hundred times as long."""
    assert slowest(phrase, 5_000)[0] < 5
