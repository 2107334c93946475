"""What an answer is before anything is read from it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.fetch import Answer, classify, is_article_page, names_itself, page_title, shown_instead

WIRE = "MENAFN14052025000045015687ID1109547045"
STORY = f"<h1>T</h1><p>(MENAFN) Text.</p><div>{WIRE}</div><div>Legal Disclaimer: as is</div>"
SORRY = "<h2>Sorry!!</h2><h3>Error!</h3>"
NOT_THERE = "<p>We're sorry, but the page you were looking for doesn't exist.</p><span>403</span>"
FRAME = "<nav><a href='/'>Home</a></nav><h4>Most popular</h4><a href='/1109547000/x'>Other</a><a>Legal Disclaimer</a>"
GUARD = '<script src="/cdn-cgi/challenge-platform/h/b/orchestrate/x.js"></script>'
TEASER = "<p>(MENAFN- Gulf Times) The harbour board met.</p>"
POPULAR = f"<h4>Most popular</h4><div><a href='/1109547000/x'>Harbour</a>{TEASER}</div>"
LIST = f"<h1>Asia</h1>{'<p><a href=/1109547045/x>An ordinary headline of a story</a></p>' * 60}"


def document(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, Answer.GONE),
        (410, Answer.GONE),
        (401, Answer.BLOCKED),
        (403, Answer.BLOCKED),
        (407, Answer.BLOCKED),
        (429, Answer.BLOCKED),
        (451, Answer.BLOCKED),
        (301, Answer.FAILED),
        (500, Answer.FAILED),
        (503, Answer.FAILED),
        (200, Answer.PAGE),
    ],
)
def test_the_status_comes_first(status: int, kind: Answer) -> None:
    assert classify(status, document(STORY)) is kind


@pytest.mark.parametrize(
    "text",
    [
        SORRY + NOT_THERE,
        f"{FRAME}{SORRY}{NOT_THERE}",
        NOT_THERE,
        "<h1>Sorry!! Error!</h1>",
        "Sorry!! <b>Error!</b>",
        "SORRY !! ERROR !",
        NOT_THERE.replace("'", "’"),
        NOT_THERE.replace("'", "&#39;"),
        NOT_THERE.replace("'", "&#8217;"),
        NOT_THERE.replace("'", "&rsquo;"),
        NOT_THERE.replace("'", "&apos;"),
        NOT_THERE.replace("doesn't", "<b>doesn't</b>"),
        NOT_THERE.replace(" ", "\n  "),
        NOT_THERE.replace("doesn't exist", "does not exist"),
        f"{SORRY}{NOT_THERE}<div>Legal Disclaimer: MENAFN provides</div>",
        f"{SORRY}{NOT_THERE}{POPULAR}",
        f"{POPULAR}{SORRY}{NOT_THERE}",
        f"{SORRY}{NOT_THERE}{POPULAR}".replace("(MENAFN", "<p>(</p>MENAFN"),
        "<div>Sorry!!<br>Error!<br>We&#8217;re <b>sorry</b>, but the page you were looking for doesn’t exist. 403</div>"
        + TEASER.replace("The", "403 of the"),
    ],
)
def test_the_sites_not_found_is_gone(text: str) -> None:
    assert classify(200, document(text)) is Answer.GONE


def test_not_found_in_another_code_page_is_gone() -> None:
    assert classify(200, NOT_THERE.replace("'", "’").encode("cp1252") + b"</html>") is Answer.GONE


@pytest.mark.parametrize(
    "quoted",
    [
        STORY.replace("Text.", f"The site showed “{NOT_THERE}”."),
        STORY.replace("Text.", "He was sorry. Error! was all it said."),
        "<h1>T</h1><p>(MENAFN) It said “Sorry!! Error! the page you were looking for doesn't exist”.</p>",
        f"<h1>T</h1><p>(MENAFN) It said:</p>{SORRY}{NOT_THERE}<p>Nobody knew why.</p>",
        f"<h1>T</h1><p>(MENAFN) It said:</p>{SORRY}{NOT_THERE}<p>Nobody knew why.</p>{POPULAR}",
        f"{POPULAR}<h1>T</h1><p>(MENAFN) It said: Sorry!! Error! The page you were looking for doesn't exist.</p>",
        f"{POPULAR}<h1>T</h1><p>(MENAFN) It said:</p><p>“Sorry!! Error!”</p>{NOT_THERE}",
        f"<h1>T</h1>{SORRY}{NOT_THERE}<p>(MENAFN) So it said.</p><div>Legal Disclaimer: as is</div>",
        f"<h1>T</h1>{NOT_THERE}{POPULAR}",
        f"<h1>T</h1><p>“{NOT_THERE}” is a poem.</p><div>Legal Disclaimer: as is</div>",
    ],
)
def test_an_article_that_quotes_the_words_is_a_page(quoted: str) -> None:
    assert classify(200, document(quoted)) is Answer.PAGE


@pytest.mark.parametrize(
    "body",
    [
        document("<p>Checking</p>", "<title>Just a moment...</title>"),
        document("<p>Checking</p>", '<title lang="en">Attention Required! | Cloudflare</title>'),
        document("<p>x</p>", "<title>Access Denied</title>"),
        document(f"<p>Enable JavaScript and cookies</p>{GUARD}"),
        document('<iframe src="/_Incapsula_Resource?x=1"></iframe>'),
    ],
)
def test_a_guards_page_is_a_refusal(body: bytes) -> None:
    assert classify(200, body) is Answer.BLOCKED


@pytest.mark.parametrize(
    "body",
    [
        document(LIST + GUARD),
        document(STORY + GUARD),
        document(STORY, "<title>Access Denied To Port, Union Says</title>"),
        document(LIST, '<script src="/_Incapsula_Resource?x=1"></script>'),
    ],
)
def test_a_page_that_a_guard_only_watches_is_a_page(body: bytes) -> None:
    assert classify(200, body) is Answer.PAGE


@pytest.mark.parametrize(
    "body",
    [
        document('<div id="root"></div>'),
        document("<noscript>You need to enable JavaScript</noscript><div id=root> </div>"),
        document('<div class="a" id="app" data-x="1"><!-- --></div>'),
        document(f'<div id="root"></div><script>window.state = "{WIRE} Legal Disclaimer:"</script>'),
    ],
)
def test_a_page_that_only_a_script_fills_is_a_shell(body: bytes) -> None:
    assert classify(200, body) is Answer.SHELL


def test_a_rendered_application_is_a_page() -> None:
    assert classify(200, document(f'<div id="root">{STORY}</div>')) is Answer.PAGE


@pytest.mark.parametrize(
    "body",
    [
        document(STORY).partition(b"Text")[0],
        document(STORY).partition(b"ID11095")[0] + b"ID11095",
        document(STORY).partition(b"</div>")[0],
        document(STORY).partition(b"as is")[0],
        document(f"<div>{STORY}</div>").partition(b"</body>")[0].removesuffix(b"</div>"),
        document(LIST).partition(b"</body>")[0],
    ],
)
def test_half_a_page_is_truncated(body: bytes) -> None:
    assert classify(200, body) is Answer.TRUNCATED


@pytest.mark.parametrize(
    "body",
    [
        document(STORY).removesuffix(b"</html>"),
        document(f"<div>{STORY}</div>").removesuffix(b"</body></html>"),
        document(STORY).replace(b"</html>", b"</HTML >"),
        document(STORY) + b"<script>" + b"x" * 9000 + b"</script>",
    ],
)
def test_a_page_that_was_only_not_closed_is_a_page(body: bytes) -> None:
    assert classify(200, body) is Answer.PAGE


@pytest.mark.parametrize("body", [b"", b" ", b"{}", b"\x89PNG\r\n", b"plain text", b"<?xml version='1.0'?><rss></rss>"])
def test_what_is_no_html_is_a_failure(body: bytes) -> None:
    assert classify(200, body) is Answer.FAILED


@given(
    st.integers(100, 599), st.binary(max_size=200) | st.text("<>/html divscript!-'\"=", max_size=120).map(str.encode)
)
def test_every_answer_is_something(status: int, body: bytes) -> None:
    assert classify(status, body) in Answer


@pytest.mark.parametrize(
    ("answer", "address", "number"),
    [
        (Answer.PAGE, "/mirror/1109547046/Other", 1109547046),
        (Answer.SHELL, "/mirror/qn_news_story_s.aspx?storyid=1109547046", 1109547046),
        (Answer.TRUNCATED, "/mirror/arabic/1109547046/", 1109547046),
        (Answer.PAGE, "/mirror/1109547045/Another-Slug?src=RSS", None),
        (Answer.PAGE, "/mirror/login.aspx?back=/1109547046/", None),
        (Answer.BLOCKED, "/mirror/1109547046/Other", None),
        (Answer.GONE, "/mirror/1109547046/Other", None),
    ],
    ids=str,
)
def test_an_article_shown_in_anothers_place(answer: Answer, address: str, number: int | None) -> None:
    base = "http://127.0.0.1:8000"
    shown = shown_instead(answer, 1109547045, base + address, f"{base}/mirror")
    assert (shown.article_id if shown is not None else None) == number


OWN = "<meta property='og:url' content='https://menafn.com/1109547045/Slug'>"


@pytest.mark.parametrize(
    ("page", "own"),
    [
        (document(STORY), True),
        (document(f"<div>{WIRE}</div>"), True),
        (document("<div id='ContentPlaceHolder1_div_story'></div>", OWN), True),
        (document("<p>(MENAFN- Gulf Times) Text.</p><p>Legal Disclaimer: as is</p>"), True),
        (document("<h1>Maintenance</h1>"), False),
        (document("<h1>Maintenance</h1>", OWN), False),
        (document(POPULAR), False),
        (document("", OWN.replace("1109547045", "1109547046")), False),
        (document(LIST), False),
        (b"", False),
    ],
    ids=[
        "story",
        "wire id",
        "container",
        "texts",
        "maintenance",
        "its number only",
        "teasers",
        "other number",
        "list",
        "empty",
    ],
)
def test_an_article_page_has_marks(page: bytes, own: bool) -> None:
    assert is_article_page(page, 1109547045) is own


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read(encoding: str) -> None:
    page = document(STORY).decode().encode(encoding)
    assert (classify(200, page), is_article_page(page, 1109547045)) == (Answer.PAGE, True)


REPEATED = [
    "<div id=root>" + "<!---->" * 20_000, "<a " * 60_000, "<p " * 60_000, "<div id=root " * 20_000, "<title " * 40_000,
    "<!--" * 60_000, "<script>" * 40_000, "</body>" * 40_000, "sorry " * 50_000, "we're sorry, but " * 20_000,
    "&#" + "9" * 200_000, "(MENAFN" * 40_000, "legal disclaimer " * 20_000, "<meta " * 40_000, "share" * 60_000,
]  # fmt: skip


@pytest.mark.parametrize("text", REPEATED, ids=lambda text: text[:16])
def test_a_page_takes_time_in_proportion_to_its_bytes(text: str) -> None:
    body = b"<html><body>sorry id=root" + text.encode()
    began = time.perf_counter()
    classify(200, body)
    is_article_page(body, 1109547045)
    page_title(body)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("body", "length", "kind"),
    [
        ("<div id=root></div>", 399, Answer.SHELL),
        ("<div id=root></div>", 400, Answer.PAGE),
        (GUARD, 1199, Answer.BLOCKED),
        (GUARD, 1200, Answer.PAGE),
    ],
    ids=["text of a shell", "too much for a shell", "text of a guard", "too much for a guard"],
)
def test_so_much_text_makes_it_a_page(body: str, length: int, kind: Answer) -> None:
    assert classify(200, document(f"{body}<p>{'x' * length}</p>")) is kind


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ("<div id=root>Harbour</div>", Answer.PAGE),
        ("<div id=root><p></p></div>", Answer.PAGE),
        ("<div id=other></div><div id=root></div>", Answer.SHELL),
        ("<div id=other></div>id=root", Answer.PAGE),
        ("<main id=__next><script>1</script><style>p</style></main>", Answer.SHELL),
    ],
    ids=["text", "an element", "second element", "no such element", "a script"],
)
def test_only_an_empty_root_is_a_shell(root: str, kind: Answer) -> None:
    assert classify(200, document(root)) is kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (f"{STORY}<script>x='{WIRE}'</script>{SORRY}", Answer.PAGE),
        (f"<script>x='{WIRE}'</script>{SORRY}{NOT_THERE}", Answer.GONE),
        (f"{WIRE}111{SORRY}{NOT_THERE}", Answer.GONE),
    ],
    ids=["in the text", "in a script only", "too many digits"],
)
def test_a_wire_id_in_the_text_makes_it_a_page(body: str, kind: Answer) -> None:
    assert classify(200, document(body)) is kind


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ("<meta property='og:url' content='https://menafn.com/1109547045/Slug'>", True),
        ("<link rel=canonical href='https://menafn.com/1109547045'>", True),
        ("<a href='https://facebook.com/sharer?u=https%3A%2f%2Fmenafn.com%2F1109547045%2FSlug'>", True),
        ("<a href='https://menafn.com/1109547045/Slug'>", False),
        ("<meta content='https://menafn.com/11095470451/Slug'>", False),
        ("<meta content='https://menafn.com/91109547045/Slug'>", False),
    ],
    ids=["og:url", "canonical", "share link", "an ordinary link", "a longer number", "a number before it"],
)
def test_a_page_names_itself(body: str, own: bool) -> None:
    assert names_itself(document(body), 1109547045) is own


@pytest.mark.parametrize(
    ("title", "told"),
    [("<title>\n A  B\n</title>", "A B"), (f"<TITLE a=b>{'x' * 81}</TITLE>", "x" * 80), ("<p>A</p>", "")],
    ids=["spaces", "long", "none"],
)
def test_the_title_is_one_short_line(title: str, told: str) -> None:
    assert page_title(document(title)) == told
