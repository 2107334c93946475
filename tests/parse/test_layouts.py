"""The layouts one by one: what each takes from a page, and what makes it leave the page to the next."""

from __future__ import annotations

import pytest

from menafn_crawler import read_article as read_library
from menafn_crawler.items import RawArticle, RawDate
from menafn_crawler.parse import LAYOUTS, Page, UnreadablePage, read_article, read_page

URL = "https://menafn.com/1109547045/Slug"
WIRE = "MENAFN14052025000045015687ID1109547045"
LEGAL = "<div>Legal Disclaimer:<br>MENAFN provides the information as is.</div>"
TEXT = "<p>(MENAFN- X) The port opened on Monday, and ships came at once from three seas and a river.</p>"

PROSE = "<p>It was a long and sunny day, and nobody who had come to the port left early.</p>"
WANTED = [
    "(MENAFN- X) The port opened on Monday, and ships came at once from three seas and a river.",
    "It was a long and sunny day, and nobody who had come to the port left early.",
]


def page(markup: str, head: str = "") -> Page:
    return read_page(f"<html><head>{head}</head><body>{markup}</body></html>".encode(), URL)


def read(markup: str, head: str = "") -> RawArticle:
    return read_article(page(markup, head))


def container(body: str, title: str = "<h1>Port opens</h1>", cls: str = "tit") -> str:
    return f'<div id="ContentPlaceHolder1_div_story">{title}<div class="entry-summary {cls}">{body}</div>{LEGAL}</div>'


def test_the_newest_layout_comes_first_and_the_one_without_classes_last() -> None:
    assert list(LAYOUTS) == ["story-2025", "story-2022", "anchors"]


@pytest.mark.parametrize(
    ("markup", "layout"),
    [
        (container(TEXT), "story-2025"),
        (container(TEXT, cls="entry-summary3"), "story-2022"),
        (container(TEXT, cls="k1f"), "anchors"),
        (container(TEXT).replace("ContentPlaceHolder1_div_story", "k7"), "anchors"),
        (container(f"{TEXT}</div></div><p>More.</p>"), "anchors"),
    ],
    ids=["2025", "2022", "body renamed", "container renamed", "stray end tags"],
)
def test_the_layout_that_reads_a_page(markup: str, layout: str) -> None:
    head = f'<meta property="og:url" content="{URL}">'
    assert read(markup, head).layout == layout


OWN_LEGAL = "<p>Legal Disclaimer:</p><p>The wire provides this text without any warranty, as it had it.</p>"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(container(f"{TEXT}</div><div>{PROSE}</div><div>"), id="in the container"),
        pytest.param(container(f"{TEXT}</div></div>{PROSE}{OWN_LEGAL}<p>{WIRE}</p>"), id="behind it"),
        pytest.param(container(f"{TEXT}</div>{PROSE}{OWN_LEGAL}</div><p>{WIRE}</p>"), id="the wire's own disclaimer"),
    ],
)
def test_a_text_that_goes_on_behind_the_body_is_read_whole(markup: str) -> None:
    markup = markup.replace(LEGAL, f"<p>{WIRE}</p>{LEGAL}") if WIRE not in markup else markup
    found = read(markup, f'<meta property="og:url" content="{URL}">')
    assert [line.text for line in found.lines][:2] == WANTED
    assert WIRE in found.wire_ids


def test_a_lead_beside_the_byline_above_the_body_is_kept() -> None:
    above = '<h1>Port opens</h1><div class="entry-summary">(MENAFN- X) The port opened on Monday.</div>'
    found = read(container(PROSE, above))
    assert found.byline == "(MENAFN- X)"
    assert [line.text for line in found.lines] == ["(MENAFN- X) The port opened on Monday.", WANTED[1]]


def test_a_caption_glued_to_the_byline_is_no_text() -> None:
    found = read(container(TEXT.replace("<p>", "<p>Ships in the harbour ") + PROSE))
    assert found.byline == "(MENAFN- X)"


@pytest.mark.parametrize("address", ["https://menafn.com/1109547045/", "https://menafn.com/1109547045/Slug"])
def test_the_pages_own_address_is_known_whatever_was_asked_for(address: str) -> None:
    markup = f'<html><head><meta property="og:url" content="{URL}"></head><body><h1>T</h1>{TEXT}</body></html>'
    assert read_article(read_page(markup.encode(), address)).layout == "anchors"


def test_a_container_without_text_is_left_to_the_others() -> None:
    empty = page(container(""))
    assert [read(empty) for read in LAYOUTS.values()] == [None, None, None]


def test_a_text_in_nested_body_elements_is_read_once() -> None:
    assert len(read(container(f'<div class="tit">{TEXT}</div>')).lines) == 1


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("<h1>Port opens</h1>", "Port opens"),
        ('<h1>MENAFN</h1><h1 class="main-entry-title">Port <b>opens</b></h1>', "Port opens"),
        ("<h1> </h1><h1>Port<br>opens</h1>", "Port opens"),
    ],
)
def test_the_headline_in_the_container(title: str, wanted: str) -> None:
    found = LAYOUTS["story-2025"](page(container(TEXT, title)))
    assert found is not None
    assert found.title == wanted


@pytest.mark.parametrize(
    ("before", "head", "title"),
    [
        ("<h1>Port opens</h1>", "", "Port opens"),
        ("<h1>MENAFN</h1><h1>Port opens</h1>", "", "Port opens"),
        ("<h1>Port opens</h1><h1>Advertisement</h1>", '<meta property="og:title" content="Port opens">', "Port opens"),
        ("<h1>Port opens</h1><h1>Advertisement</h1>", "<title>Port opens | MENAFN.COM</title>", "Port opens"),
        ("<h1>Port opens</h1>", '<meta property="og:title" content="Port opens #Port #Ships">', "Port opens"),
        ("<h2>Port opens</h2>", '<meta property="og:title" content="Port  opens">', "Port opens"),
    ],
)
def test_the_headline_without_classes(before: str, head: str, title: str) -> None:
    assert read(f"{before}<i>2025-05-14 04:44:27</i>{TEXT}{LEGAL}", head).title == title


DATE = "2025-05-14 04:44:27"
HEADER = "Tuesday, 02 January 2024 12:17 GMT"
SHARE = "<ul><li>Share</li><li>Facebook</li><li>Twitter</li><li>WhatsApp</li><li>Email</li><li>Print</li></ul>"


@pytest.mark.parametrize(
    ("around", "printed"),
    [
        (f"<h1>T</h1><p>{DATE}</p>", DATE),
        (f"<h1>T</h1><p>Date {DATE}</p>", DATE),
        (f"<h1>T</h1><p>{DATE} <a href=x>Facebook</a> <a href=y>Twitter</a></p>", DATE),
        (f"<h1>T</h1><p>By the desk | {DATE} | 3 min read</p>", DATE),
        ("<h1>T</h1><p>10/26/2024 2:24:13 PM Share</p>", "10/26/2024 2:24:13 PM"),
        (f"<h1>T</h1>{SHARE}{SHARE}{SHARE}<p>{DATE}</p>", DATE),
        (f"<div><p>{DATE}</p><h1>T</h1></div>", DATE),
        (f"<p>{DATE}</p><h1>T</h1>", None),
        (f"<p>{HEADER}</p><h1>T</h1>", None),
        (f"<h1>T</h1><p>{HEADER}</p>", None),
        (f"<h1>T</h1><p>{HEADER}</p><p>{DATE}</p>", DATE),
        ("<p>02 January 2024 12:17</p><h1>T</h1>", None),
        ("<h1>T</h1><p>Oct 26</p>", "Oct 26"),
        ("<h1>T</h1>", None),
    ],
)
def test_the_printed_date_without_classes(around: str, printed: str | None) -> None:
    assert read(f"{around}{TEXT}<p>{WIRE}</p>{LEGAL}").dates == (
        () if printed is None else (RawDate("printed", printed),)
    )


@pytest.mark.parametrize(
    ("after", "footer"),
    [
        (f"<p>Category: Economy Date: {DATE}</p>", DATE),
        (f"<p>Date: {DATE}</p>", DATE),
        (f"<p>{DATE}</p>", DATE),
        (f"<h4>Most popular</h4><ul><li>2025-01-01 01:01:01</li></ul><p>Date: {DATE}</p>", DATE),
        ("<h4>Most popular</h4><ul><li>2025-01-01 01:01:01</li></ul>", None),
        (f"<h4>Comments</h4><p>2025-05-15 01:01:01</p><p>Category: Date: {DATE}</p>", DATE),
        ("<p>© 2000-2024</p>", None),
    ],
)
def test_the_footers_date_without_classes(after: str, footer: str | None) -> None:
    assert read(f"<h1>T</h1>{TEXT}<p>{WIRE}</p>{LEGAL}{after}").dates == (
        () if footer is None else (RawDate("footer", footer),)
    )


def body_of(markup: str, head: str = "") -> list[str]:
    return [line.text for line in read(markup, head).lines]


POPULAR = "<h4>Most popular</h4><ul><li><a href=/1109547000/a>One Story</a></li><li>Other Story</li></ul>"


@pytest.mark.parametrize(
    "behind",
    [
        f"{LEGAL}<p>© 2000-2024 MENAFN</p>",
        f"{POPULAR}{LEGAL}",
        f"<h4>Comments</h4><p>None yet</p>{LEGAL}",
        f"{POPULAR}<footer>© 2000-2024 MENAFN. All rights reserved.</footer>",
        "<footer>© 2000-2024 MENAFN. All rights reserved.</footer><p>Terms</p>",
    ],
)
def test_where_a_story_without_wire_id_ends(behind: str) -> None:
    assert body_of(f"<h1>T</h1><p>{DATE}</p>{TEXT}{PROSE}{behind}") == WANTED


def test_a_paragraph_above_the_byline_belongs_to_the_story() -> None:
    assert body_of(f"<h1>T</h1><p>{DATE}</p>{PROSE}{TEXT}<p>{WIRE}</p>{LEGAL}")[:2] == [WANTED[1], WANTED[0]]


@pytest.mark.parametrize(
    "markup",
    [
        f"{TEXT}{PROSE}<p>{WIRE}</p><p>Something else of the page</p>{LEGAL}",
        f"{TEXT}{PROSE}<p>{WIRE}</p><p>{WIRE}</p>{POPULAR}{LEGAL}",
        f"<p>{WIRE}</p>{TEXT}{PROSE}<p>{WIRE}</p>{LEGAL}",
    ],
)
def test_the_wire_id_ends_a_story(markup: str) -> None:
    found = [text for text in body_of(f"<h1>T</h1>{markup}") if "MENAFN14" not in text]
    assert found == WANTED


def test_a_label_inside_the_story_does_not_end_it() -> None:
    markup = f"<h1>T</h1>{TEXT}<h4>Related news</h4><p><a href=/1109547000/a>One</a></p>{PROSE}{LEGAL}"
    assert body_of(markup)[-1] == WANTED[1]


def test_a_link_to_the_disclaimer_is_not_the_disclaimer() -> None:
    link = "<p><a href=/legal.aspx>Legal Disclaimer</a></p>"
    assert WANTED[1] in body_of(f"<h1>T</h1>{TEXT}{link}{PROSE}<p>{WIRE}</p>{LEGAL}")


LOGO = '<a href="https://www.kuna.net.kw/"><img src="/l.gif"></a>'
BUTTON = '<a href="https://www.facebook.com/sharer.php?u=x"><img src="/f.gif"></a>'


@pytest.mark.parametrize(
    ("markup", "link"),
    [
        (f"{TEXT}{LOGO}{LEGAL}", "https://www.kuna.net.kw/"),
        (f"{BUTTON}{TEXT}{LOGO}{BUTTON}{LEGAL}", "https://www.kuna.net.kw/"),
        (f"{BUTTON}{TEXT}{LEGAL}", None),
        (f'<a href="https://shop.example/"><img src="/ad.gif"></a>{TEXT}{LEGAL}', None),
        (f'{TEXT}<a href="https://menafn.com/pr/"><img src="/l.gif"></a>{LEGAL}', None),
        (f'{TEXT}<a href="/1109547000/a"><img src="/l.gif"></a>{LEGAL}', None),
        (f"{TEXT}{LEGAL}{LOGO}", None),
        (f"<nav><a href=/legal>Legal Disclaimer</a></nav>{TEXT}{LOGO}{LEGAL}", "https://www.kuna.net.kw/"),
        (f'{TEXT}<a href="http://[::1"><img src="/l.gif"></a>{LEGAL}', None),
    ],
)
def test_the_providers_logo_without_classes(markup: str, link: str | None) -> None:
    assert read(f"<h1>T</h1><p>{DATE}</p>{markup}").provider_link == link


PICTURE = "/updates/pr/2025-05/14/KT_1image_story.jpg"
SMALL = "https://menafn.com/images/Menafn_SmallLogo.jpg"


@pytest.mark.parametrize(
    ("head", "markup", "picture"),
    [
        (f'<meta property="og:image" content="{PICTURE}">', "", PICTURE),
        ("", f'<img src="{PICTURE}">', PICTURE),
        ("", f'<a href="/legal">Legal Disclaimer</a><img src="{PICTURE}">', PICTURE),
        (f'<meta property="og:image" content="{SMALL}">', f'<img src="{PICTURE}">', PICTURE),
        (f'<meta property="og:image" content="{SMALL}">', "", SMALL),
        ("", f'<img src="data:image/gif;base64,x" data-src="{PICTURE}">', PICTURE),
        ("", f'<a href="/1109547000/other"><img src="{PICTURE}"></a>', None),
        ("", f'<h4>Most popular</h4><ul><li><img src="{PICTURE}"><a href="/1109547000/x">x</a></li></ul>', None),
        ("", "", None),
    ],
)
def test_the_picture_without_classes(head: str, markup: str, picture: str | None) -> None:
    assert read(f"{markup}<h1>T</h1><p>{DATE}</p>{TEXT}{LEGAL}", head).image == picture


def test_a_picture_behind_the_disclaimer_is_another_storys() -> None:
    assert read(f'<h1>T</h1><p>{DATE}</p>{TEXT}{LEGAL}<img src="{PICTURE}">').image is None


@pytest.mark.parametrize(
    ("after", "tags"),
    [
        ("<p>#Oil #Gulf Markets</p>", "#Oil #Gulf Markets"),
        ("<p>Tags: Oil, Gas</p>", "Tags: Oil, Gas"),
        ("<p>Label</p>", None),
    ],
)
def test_the_tags_without_classes(after: str, tags: str | None) -> None:
    assert read(f"<h1>T</h1><p>{DATE}</p>{TEXT}{LEGAL}{after}").tags == tags


def test_the_refusal_names_the_layouts_tried() -> None:
    with pytest.raises(UnreadablePage, match="story-2025, story-2022, anchors"):
        read("<p>nothing</p>")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:title" content="Port Opens">',
        "<title>Port Opens | MENAFN.COM</title>",
    ],
)
def test_a_page_without_a_headline_has_that_of_its_metadata(head: str) -> None:
    page = (
        f"<html><head>{head}</head><body><i>2025-05-14 04:44:27</i><p>(MENAFN- X) The port opened, it said.</p>"
        "<p>MENAFN14052025000071011013ID1109547045</p></body></html>"
    )
    article = read_library(page, "https://menafn.com/1109547045/Port-Opens")
    assert (article.title, article.published_at) == ("Port Opens", "2025-05-14T08:44:27Z")


def test_a_list_of_articles_is_no_article() -> None:
    entry = (
        '<h2><a href="/11095000{0}/A">Story {0}</a></h2><i>2025-05-14 04:44:00</i><p>(MENAFN- X) First words of {0}</p>'
    )
    page = "<h1>Asia</h1>" + "".join(entry.format(n) for n in range(10, 14))
    with pytest.raises(UnreadablePage):
        read_library(page, "https://menafn.com/1109547045/Port-Opens")


@pytest.mark.parametrize(
    ("markup", "link"),
    [
        (LOGO.replace('"https://www.kuna.net.kw/"', '" https://www.kuna.net.kw/ "'), "https://www.kuna.net.kw/"),
        (f"{LOGO}<p>{'x' * 60}</p>", "https://www.kuna.net.kw/"),
        (f"{LOGO}<p>{'x' * 61}</p>", None),
        (f"{LOGO}<p>{'x' * 60}{' ' * 9}</p>", "https://www.kuna.net.kw/"),
        (f"{LOGO}<script>{'x' * 99}</script>", "https://www.kuna.net.kw/"),
        ('<a href="https://www.kuna.net.kw/">KUNA</a>', None),
        ('<a href="ftp://www.kuna.net.kw/"><img src=/l.gif></a>', None),
        ('<a href="https://jobs.menafn.com/"><img src=/l.gif></a>', None),
        (LOGO + LOGO.replace("kuna", "bna"), "https://www.bna.net.kw/"),
    ],
    ids=[
        "spaces", "a short text", "a paragraph", "white space", "a script", "no picture", "no web address",
        "the site's", "two",
    ],
)  # fmt: skip
def test_the_last_linked_picture_that_leads_off_the_site(markup: str, link: str | None) -> None:
    assert read(f"<h1>T</h1><p>{DATE}</p>{TEXT}{markup}{LEGAL}").provider_link == link


@pytest.mark.parametrize(
    "behind",
    [
        "<h4>Comments</h4><p>It was a long and sunny day, and nobody who had come to the port left it so early.</p>",
        "<h4>Comments</h4><p>No.</p>",
    ],
    ids=["prose", "a word"],
)
def test_without_a_disclaimer_a_story_ends_where_its_readers_write(behind: str) -> None:
    assert body_of(f"<h1>T</h1><p>{DATE}</p>{TEXT}{PROSE}{behind}") == WANTED


def test_with_a_disclaimer_a_story_goes_on_behind_a_word_like_comments() -> None:
    assert body_of(f"<h1>T</h1><p>{DATE}</p>{TEXT}<h4>Comments</h4>{PROSE}{LEGAL}") == [
        WANTED[0],
        "Comments",
        WANTED[1],
    ]


def test_of_several_wire_ids_the_first_behind_the_text_ends_it() -> None:
    other = WIRE.replace("7045", "7046")
    found = body_of(f"<h1>T</h1>{TEXT}{PROSE}<p>{WIRE}</p><p>Something</p><p>{other}</p>{LEGAL}")
    assert found[-1] in (WIRE, WANTED[1])
    assert "Something" not in found


@pytest.mark.parametrize(("bylines", "read_"), [(2, True), (3, False)])
def test_a_page_with_three_bylines_is_a_list(bylines: int, read_: bool) -> None:
    """Its own address says the contrary."""
    markup = f"<h1>T</h1><p>{DATE}</p>{TEXT}" + "<p>(MENAFN- Y) Other text.</p>" * (bylines - 1) + LEGAL
    if read_:
        assert read(markup).layout == "anchors"
    else:
        with pytest.raises(UnreadablePage):
            read(markup)
    assert read(markup, f'<meta property="og:url" content="{URL}">').layout == "anchors"


@pytest.mark.parametrize(
    ("end", "layout"),
    [
        (f"<p>{WIRE}</p>", "story-2025"),
        (f"<p>{WIRE}</p>{PROSE}", "story-2025"),
        (f"{PROSE}<p>{WIRE}</p>", "anchors"),
    ],
    ids=["nothing", "behind the wire ID", "before the wire ID"],
)
def test_paragraphs_between_body_and_wire_id_say_that_the_body_was_closed_early(end: str, layout: str) -> None:
    markup = (
        f'<div id="ContentPlaceHolder1_div_story"><h1>Port opens</h1><div class="tit">{TEXT}</div>{end}{LEGAL}</div>'
    )
    assert read(markup).layout == layout


def test_nested_body_elements_are_read_in_order_and_once() -> None:
    inner = f'<div class="tit">{PROSE}</div>'
    found = read(container(f"{TEXT}{inner}"))
    assert [line.text for line in found.lines] == WANTED
    assert found.layout == "story-2025"
