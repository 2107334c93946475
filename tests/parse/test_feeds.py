"""Feeds of every kind, and what comes in their place: entries as written, in bounded time; nothing is opened for it."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menafn_crawler.bounds import FEED_CHARACTERS, FEED_ENTRIES
from menafn_crawler.parse import (
    FeedEntry,
    NotAFeed,
    Shortfall,
    read_announced_feeds,
    read_feed,
    read_page,
)

LINK = "https://menafn.com/1109547045/Harbour?src=RSS"
DATE = "Wed, 14 May 2025 04:44:27 GMT"
BOUND = 20.0
"""Seconds that the worst of feeds may take on a busy machine; without a bound it would be minutes."""


def rss(*items: str, head: str = "", root: str = '<rss version="2.0">', end: str = "</channel></rss>") -> bytes:
    return f'<?xml version="1.0"?>{head}{root}<channel><title>News</title>{"".join(items)}{end}'.encode()


def item(link: str = LINK, more: str = f"<pubDate>{DATE}</pubDate>") -> str:
    return f"<item><title>Harbour</title><link>{link}</link>{more}</item>"


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Harbour</title>
<link rel="self" href="/atom/1"/><link href="{LINK}"/><id>tag:1</id><published>{DATE}</published>
<updated>x</updated></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="/"><items><rdf:Seq><rdf:li resource="{LINK}"/></rdf:Seq>
</items></channel><item rdf:about="{LINK}"><title>Harbour</title><link>{LINK}</link><dc:date>{DATE}</dc:date></item>
</rdf:RDF>"""
OLD_DOCTYPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss-0.91.dtd">'
PLAIN = rss(item())

GOOD = {
    "RSS 2.0": PLAIN,
    "RSS 0.91 with its DTD": rss(item(), head=OLD_DOCTYPE, root='<rss version="0.91">'),
    "RSS 0.90 and 1.0": RDF.encode(),
    "Atom": ATOM.encode(),
    "a byte order mark": b"\xef\xbb\xbf" + PLAIN,
    "UTF-16": PLAIN.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"),
    "blank lines before the declaration": b"\n\n  " + PLAIN,
    "a notice before the declaration": b"Notice: cache was stale\n" + PLAIN,
    "a style sheet": rss(item(), head='<?xml-stylesheet href="a.css"?><!-- <item> -->'),
    "an unescaped ampersand": rss(item(LINK, f"<category>Oil & Gas</category><pubDate>{DATE}</pubDate>")),
    "an entity of HTML": rss(item(more=f"<category>Oil&nbsp;&rsquo;s</category><pubDate>{DATE}</pubDate>")),
    "a stray tag": rss(item(more=f"<br><pubDate>{DATE}</pubDate>")),
    "a tag left open": rss(item(more=f"<description><b>x</description><pubDate>{DATE}</pubDate>")),
    "an entry left open": rss(item().replace("</item>", "")),
    "an undeclared prefix": rss(item(more=f'<media:content url="a.jpg"/><pubDate>{DATE}</pubDate>')),
    "broken outside its entries": rss(item(), head="", root='<rss version=2.0 x="&">'),
    "markup in an entry's text": rss(
        item(more=f"<description><![CDATA[<item><link>/x</link></item>]]></description><pubDate>{DATE}</pubDate>")
    ),
    "an address in CDATA": rss(item(f"<![CDATA[ {LINK} ]]>")),
    "a permanent guid only": rss(f"<item><title>Harbour</title><guid>{LINK}</guid><pubDate>{DATE}</pubDate></item>"),
    "upper case": PLAIN.replace(b"item>", b"ITEM>"),
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD.keys())
def test_the_entry_is_read_as_written(body: bytes) -> None:
    feed = read_feed(body)
    assert feed.shortfall is None
    (entry,) = feed.entries
    assert (entry.links[0], entry.title, entry.date) == (LINK, "Harbour", DATE)


def test_an_entry_of_the_site_keeps_its_cut_description_and_relative_picture() -> None:
    more = (
        "<description>(MENAFN - Trend News Agency) Dredgers have begun to wid...</description>"
        '<author>marketing@menafn.com (MENAFN)</author><media:content url="2025-05/14/TNA_1ab2cimage_story.jpg" />'
    )
    root = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">'
    (entry,) = read_feed(rss(item(more=more), root=root)).entries
    assert entry == FeedEntry(
        links=(LINK,),
        title="Harbour",
        description="(MENAFN - Trend News Agency) Dredgers have begun to wid...",
        picture="2025-05/14/TNA_1ab2cimage_story.jpg",
    )


def test_one_broken_entry_leaves_the_others_whole() -> None:
    broken = "<item><title>A & B <link>/1109547046/x</title><pubDate></item>"
    feed = read_feed(rss(item(), broken, item(LINK.replace("7045", "7047"))))
    assert [entry.links[0] for entry in feed.entries if entry.date == DATE] == [LINK, LINK.replace("7045", "7047")]


NO_FEED = {
    "nothing": b"",
    "blanks": b" \r\n\t",
    "a page": b"<!DOCTYPE html><html><head><title>MENAFN</title></head><body><p>Hello</p></body></html>",
    "a page that speaks of feeds": b"<html><body><pre><rss><item></pre></body></html>",
    "the soft 404": b"<html><body>Sorry!! Error! the page you were looking for doesn't exist. 403</body></html>",
    "JSON": b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}',
    "text": b"Service temporarily down",
    "other XML": b'<?xml version="1.0"?><urlset><url><loc>https://menafn.com/1109547045/x</loc></url></urlset>',
    "bytes": bytes(range(256)),
    "a file's name": b"/etc/passwd",
}


@pytest.mark.parametrize("body", NO_FEED.values(), ids=NO_FEED.keys())
def test_anything_else_is_told(body: bytes) -> None:
    with pytest.raises(NotAFeed, match="the answer is"):
        read_feed(body)


def test_a_feed_without_entries_is_whole() -> None:
    assert read_feed(rss()) == read_feed(b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>")
    assert read_feed(rss()).entries == ()
    assert read_feed(rss()).shortfall is None


@pytest.mark.parametrize("cut", [1, 8, 15, 60])
def test_a_feed_that_breaks_off_says_so_and_keeps_what_came(cut: int) -> None:
    feed = read_feed(rss(item(), item())[:-cut])
    assert feed.shortfall is Shortfall.BROKEN_OFF or cut == 1
    assert LINK in feed.entries[0].links


def test_entities_are_names_and_nothing_more(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("seven seals")
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">\n' for n in range(1, 12))
    doctype = (
        f'<!DOCTYPE rss [\n<!ENTITY e0 "{"laugh" * 2000}">\n{declared}<!ENTITY file SYSTEM "{secret.as_uri()}">\n'
        '<!ENTITY % remote SYSTEM "http://127.0.0.1:9/x.dtd">\n%remote;]>'
    )
    titles = "<item><title>&e11; &e0; &file;</title><link>" + LINK + "</link></item>"
    begun = time.monotonic()
    (entry,) = read_feed(rss(titles, head=doctype)).entries
    assert time.monotonic() - begun < BOUND
    assert entry.links == (LINK,)
    assert entry.title is not None
    assert len(entry.title) < 100
    assert "seals" not in entry.title


HARM = {
    "blank lines": b"\n" * 4_000_000 + b"<rss>&",
    "tags left open": b"<rss><channel><item><title>" + b"<b>" * 2_000_000,
    "entries left open": b"<rss>" + b"<item><title>" * 500_000,
    "attributes": b"<rss><item><a " + b" ".join(b'a%d="x"' % n for n in range(300_000)),
    "attributes of the root": b"<rss " + b" ".join(b'xmlns:a%d="x"' % n for n in range(300_000)) + b">",
    "sections left open": b"<rss>" + b"<![CDATA[" * 500_000,
    "comments left open": b"<rss>" + b"<!--" * 1_000_000,
    "roots": b"<rss " * 1_000_000,
    "one long entry": rss(item(more="<description>" + "word " * 1_000_000 + "</description>")),
}


@pytest.mark.parametrize("body", HARM.values(), ids=HARM.keys())
def test_what_means_harm_costs_seconds_at_most(body: bytes) -> None:
    begun = time.monotonic()
    with suppress(NotAFeed):
        read_feed(body)
    assert time.monotonic() - begun < BOUND


@pytest.mark.parametrize(
    "body",
    [
        rss(*[f"<item><link>/{1109000000 + n}/x</link></item>" for n in range(FEED_ENTRIES + 1)]),
        rss(item(), "<!-- " + "x" * FEED_CHARACTERS + " -->"),
    ],
    ids=["entries", "characters"],
)
def test_of_a_huge_feed_the_beginning_is_read_and_that_is_told(body: bytes) -> None:
    feed = read_feed(body)
    assert feed.shortfall is Shortfall.TOO_LONG
    assert 1 <= len(feed.entries) <= FEED_ENTRIES


FRAGMENTS = st.sampled_from(
    "<item> </item> <entry> </entry> <link> </link> <title> <guid> <pubDate> <link/> & &amp; &#xD800; &#99999999999; "
    "&nope; <![CDATA[ ]]> <!-- --> <? ?> <!DOCTYPE <!ENTITY < > \" ' / = \x00 \ud7ff é https://menafn.com/1109547045/x "
    '<a href= <link/href=" xml:base="http://[" <media:content/url="x"> <dc:date> <content:encoded> 2025-05-14'.split(
        " "
    )
)


@given(st.lists(FRAGMENTS, max_size=40), st.sampled_from(["<rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>", ""]))
@settings(max_examples=300, deadline=None)
def test_whatever_stands_in_a_feed_it_is_read_or_told(fragments: list[str], root: str) -> None:
    try:
        feed = read_feed((root + " ".join(fragments)).encode())
    except NotAFeed:
        return
    for entry in feed.entries:
        for text in (*entry.links, entry.title, entry.date, entry.description, entry.picture):
            assert text is None or (text == " ".join(text.split()) and text.encode() and "\x00" not in text)


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_are_a_feed_or_told(body: bytes) -> None:
    assert read_feed(b"<rss><item>" + body + b"</item></rss>").shortfall in (None, Shortfall.UNREADABLE_ENTRIES)
    with suppress(NotAFeed):
        read_feed(body)


def test_a_page_announces_its_feeds_in_its_head() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/rss/a.xml"><link rel="stylesheet" href="/a.css">'
        '<link rel="alternate" type="application/atom+xml" title="x" href="https://menafn.com/atom.xml">'
        '<link rel="alternate" type="application/rss+xml">'
    )
    page = read_page(f"<html><head>{head}</head><body>x</body></html>".encode(), "https://menafn.com/arabic/")
    assert read_announced_feeds(page) == ["/rss/a.xml", "https://menafn.com/atom.xml"]


@pytest.mark.parametrize(
    ("dates", "date", "updated"),
    [
        ("<published>A</published><updated>B</updated>", "A", "B"),
        ("<updated>B</updated>", None, "B"),
        ("<updated>A</updated><published>A</published>", "A", None),
        ("<dc:date>A</dc:date>", "A", None),
        ("<pubDate>A</pubDate>", "A", None),
        ("", None, None),
    ],
)
def test_an_update_is_no_publication(dates: str, date: str | None, updated: str | None) -> None:
    namespaces = 'xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    (entry,) = read_feed(f'<feed {namespaces}><entry><link href="{LINK}"/>{dates}</entry></feed>'.encode()).entries
    assert (entry.date, entry.updated) == (date, updated)


ENTRY = "<item><title>T</title><link>https://menafn.com/1109547045/S</link>{}</item>"
FEED = "<rss><channel>{}</channel></rss>"
BEFORE = ["<!-- x -->", "<?x y?>", "<!-- <html> -->", "<?php <body> ?>", "<!-- <rss> -->", "\n <!-- a --> <?b?>\n"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0" encoding="utf-8"?>'])
def test_what_stands_before_the_root_is_passed_over(before: str, declared: str) -> None:
    feed = f"{declared}{before}{FEED.format(ENTRY.format(''))}"
    assert [entry.title for entry in read_feed(feed.encode()).entries] == ["T"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1256"])
def test_a_feed_is_read_in_its_own_encoding(encoding: str) -> None:
    title = "أعلنت هيئة الموانئ في العقبة اليوم"
    feed = FEED.format(ENTRY.format("").replace(">T<", f">{title}<")).encode(encoding)
    assert [entry.title for entry in read_feed(feed).entries] == [title]


HARMFUL = {
    "author": f"<author>{'a.' * 8_000}</author>",
    "creator": f"<dc:creator>{'a.' * 8_000}</dc:creator>",
    "nested": "<b>" * 5_000,
    "nested titles": "<title>" * 2_000,
    "attributes": f"<guid {' '.join(f'a{n}=1' for n in range(2_000))}>x</guid>",
    "quotes": "<guid '\"" * 2_000,
    "hashtags": f"<title>T {'#a ' * 5_000}</title>",
}


@pytest.mark.parametrize("harmful", HARMFUL.values(), ids=HARMFUL)
def test_an_entry_needs_time_linear_in_its_bytes(harmful: str) -> None:
    started = time.process_time()
    feed = read_feed(FEED.format(ENTRY.format(harmful) * 60).encode())
    assert time.process_time() - started < 10  # a minute and more before
    assert len(feed.entries) > 0


@pytest.mark.parametrize("address", ["/a\r\nX: y", "/a\x07b", "/a\x85", "/" + "a" * 3_000, "/a\u202e"])
def test_an_address_with_controls_is_no_feeds(address: str) -> None:
    page = f'<link type="application/rss+xml" href="{address}"><link type="application/rss+xml" href="/rss/b.xml">'
    assert read_announced_feeds(read_page(page.encode(), "https://menafn.com/")) == ["/rss/b.xml"]
