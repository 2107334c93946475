"""What stands in a body and is not the provider's text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from menafn_crawler.items import TextLine
from menafn_crawler.normalise import boilerplate_suspected, find_byline, paragraphs, strip_boilerplate
from menafn_crawler.parse import read_lines

LEAD = "<p>The port opened on Monday.</p>"
END = "<p>Ships came at once.</p>"


def texts(markup: str) -> list[str]:
    """Paragraphs of a body that is written in HTML."""
    return paragraphs(strip_boilerplate(read_lines(html.fragment_fromstring(markup, create_parent="div"))))


WANTED = ["The port opened on Monday.", "Ships came at once."]


@pytest.mark.parametrize(
    "between",
    [
        "<p>Read also: <a href=x>Rents Fall Again</a></p>",
        "<p>READ ALSO <a href=x>Rents Fall Again</a></p>",
        "<p>(Also Read: Rents Fall Again)</p>",
        "<p>More on this: <a href=x>Rents Fall Again</a></p>",
        "<p>You may also like: <a href=x>Rents Fall Again</a></p>",
        "<p>In case you missed it: <a href=x>Rents Fall Again</a></p>",
        "<div><img src=x><a href=x>Rents Fall Again In Town</a></div>",
        "<p>انظر أيضا: <a href=x>خبر آخر</a></p>",
        "<p>Comments (0)</p>",
        "<p>Article continues after this advertisement</p>",
        "<p>Skip advertisement</p>",
        "<p>Advertisment</p>",
        "<p>Promoted content</p>",
        "<p>Paid post</p>",
        "<p>Continue reading below</p>",
        "<p>مادة إعلانية</p>",
        "<p>يستمر المقال بعد الإعلان</p>",
        "<p>محتوى مدفوع</p>",
        "<p>تابع القراءة</p>",
        "<p>Get the top stories in your inbox</p>",
        "<p>By signing up you agree to our rules.</p>",
        "<p>التعليقات (0)</p>",
        "<p>Tags: rents, town</p>",
        "<p>الوسوم: إيجارات، مدينة</p>",
        "<p>Click here to subscribe</p>",
        "<p>Like us on Facebook</p>",
        "<p>Follow the author on Twitter: @x</p>",
        "<p>Get more news at menafn.com</p>",
        "<p>Advertisement - scroll to continue</p>",
        "<p>Story continues below advertisement</p>",
        "<p>انسخ الرابط</p>",
        "<p>Read Also: Rents Fall Again</p>",
        "<p>Read more: Will Rents Fall?</p>",
        "<p>Also read: Rents Fall Again!</p>",
        "<p>See also – Rents Fall Again</p>",
        "<p>Read Also Rents Fall Again In Town</p>",
        "<p>Read Also <b>Rents Fall Again In Town</b></p>",
        "<p>Read Also</p><p><a href=x>One Thing</a></p><p>May 13, 2025</p><p><a href=x>Other Thing</a></p>",
        "<p><b>Read Also</b></p><p><a href=x>Rents Fall Again</a></p>",
        "<p><b>Read Also:</b></p><p>Rents Fall Again In Town</p>",
        "<div>Read also<ul><li><a href=x>One Thing</a></li><li><a href=x>Other Thing</a> (video)</li></ul></div>",
        "<div>Read also<ul><li>Rents Fall In The Town</li><li>Banks Open On Every Sunday</li></ul></div>",
        "<p>Read more: <a href=x>One Thing</a>, <a href=x>Other Thing</a></p>",
        "<p><a href=x>Read more about rents</a></p>",
        "<h4>Related news</h4><ul><li><a href=x>One Thing</a></li></ul>",
        "<h4>Most popular</h4><ul><li><a href=x>One Thing</a></li></ul>",
        "<p>اقرأ أيضا: <a href=x>خبر آخر</a></p>",
        "<p>اقرأ أيضًا</p><p><a href=x>خبر آخر</a></p>",
        "<p>إقرأ ايضاً</p><p><a href=x>خبر آخر</a></p>",
        "<p>اقرأ المزيد: <a href=x>خبر آخر</a></p>",
        "<p>للمزيد</p><ul><li><a href=x>خبر آخر</a></li></ul>",
        "<p>للمزيد من الأخبار: <a href=x>خبر آخر</a></p>",
        "<p>شاهد أيضاً</p><p><a href=x>خبر آخر</a></p>",
        "<p>(النهاية) ن م / ر ج</p>",
        "<p>شارك فيسبوك تويتر واتساب</p>",
        "<p>ShareFacebook Twitter WhatsApp Email Print Telegram</p>",
        "<p>Telegram Print Email Share</p>",
        "<p>&lt;p&gt;&lt;/p&gt;</p>",
        "<p>\u200b</p>",
        "<p>--&gt;</p>",
        "<p>MENAFN14052025000045015687ID1109547045</p>",
    ],
)
def test_what_is_not_the_providers_is_taken_out(between: str) -> None:
    assert texts(LEAD + between + END) == WANTED


@pytest.mark.parametrize(
    "kept",
    [
        "Read more about the port on its own site, which lists every berth.",
        "Read more than one report before you judge.",
        "See also the minister's words of last year.",
        "Related news agencies reported the same.",
        "Most popular of all was the smallest crane.",
        "Share prices of the port rose.",
        "He wrote: read more books.",
        "The guidelines will be updated.",
        "Comments were not allowed.",
        "Tags: that is what the herders call them. They are yellow.",
        "Click here, the guide said, and the gate opened.",
        "<a href=x>The bank's own report of the year</a>",
        "Prices will be updated on Friday.",
        "This is how it ended (end).",
        "The road is closed (more on that below).",
        "Disclaimer: the harbour paid for this text.",
        "MENAFN reported growth (up 3 percent) in May.",
        "Read also out were four letters by the mayor, who could not come that day.",
        "See also <a href=x>the scheme of the bank</a> for details of the fees.",
        "He was asked what she had said. Read also: his own letter of that day",
    ],
)
def test_sentences_that_look_alike_stay(kept: str) -> None:
    said = kept.replace("<a href=x>", "").replace("</a>", "")
    assert texts(f"{LEAD}<p>{kept}</p>{END}") == [WANTED[0], said, WANTED[1]]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>It grew. Read also: <a href=x>Rents Fall</a></p>", ["It grew."]),
        ("<p>It grew. <b>Read Also</b> <a href=x>Rents Fall</a></p>", ["It grew."]),
        ("<p>Read also: <a href=x>Rents Fall</a> The port grew by half.</p>", ["The port grew by half."]),
        ("<p>It grew. <a href=x>Read more</a></p>", ["It grew."]),
        ("<p>It grew. Read also: Rents Fall Again In Town</p>", ["It grew."]),
        ("<p>It grew.</p><p>MENAFN14052025000045015687ID1109547045.</p>", ["It grew."]),
        ("<p>You can read more <a href=x>in the report</a> of it.</p>", ["You can read more in the report of it."]),
        ("<p>It grew, <a href=x>the port said</a>.</p>", ["It grew, the port said."]),
        ("<p>One.<br><b>Read also:</b><br><a href=x>Rents Fall</a><br>Two.</p>", ["One.", "Two."]),
        ("<p>One.<br>\u200b<br>Two.</p>", ["One.", "Two."]),
        ("<p>One of<br>&lt;p&gt;&lt;/p&gt;<br>Two.</p>", ["One of", "Two."]),
    ],
)
def test_what_is_glued_to_a_sentence_is_cut_off(markup: str, wanted: list[str]) -> None:
    assert texts(markup) == wanted


@pytest.mark.parametrize(
    "trailer",
    [
        "(end)",
        "(END)",
        "( end )",
        "(end) mt.hb",
        "(end) aa",
        "(end) ahm.rk.gta",
        "(end) mt . hb",
        "(end) hm.rk.aa.seo.x",
        "(end)..",
        "- (end) ab",
        "(Will be updated)",
        "(more) xy.z",
        "(more)",
        "Will be updated",
        "Will be updated.",
        "This story will be updated.",
        "Stay up-to-date with more news at Trend News Agency's WhatsApp channel",
        "(more) Will be updated",
        "(انتهى)",
        "(النهاية) م ج",
    ],
)
@pytest.mark.parametrize("where", ["inline", "own paragraph", "own line"])
def test_trailers_are_taken_off(trailer: str, where: str) -> None:
    if trailer.endswith("م ج"):
        trailer = trailer.removesuffix(" م ج")
    join = {"inline": " {}</p>", "own paragraph": "</p><p>{}</p>", "own line": "<br>{}</p>"}[where]
    assert texts(LEAD + END.removesuffix("</p>") + join.format(trailer)) == WANTED


@pytest.mark.parametrize("tail", ["<p>(end)<br>mt.hb</p>", "<p>(end)</p><p>rk</p>", " <p>(more)<br> h.ss </p>"])
def test_initials_behind_the_trailer_go_with_it(tail: str) -> None:
    assert texts(LEAD + END + tail) == WANTED


@pytest.mark.parametrize(
    "head",
    [
        "(MENAFN- Trend News Agency) ",
        "<b>(</b><i>MENAFN</i> - Trend News Agency) ",
        "(MENAFN- Trend News Agency)<br>",
        "(MENAFN- Trend News Agency) (MENAFN- Trend News Agency) ",
        "MENAFN14052025000187011040ID1109547045 (MENAFN- Trend News Agency) ",
        "Photo: the port<br>(MENAFN- Trend News Agency) ",
        "403<br>(MENAFN- Trend News Agency) ",
        "Share<br>Facebook<br>Twitter<br>(MENAFN) ",
        "Share<br>Facebook<br>Twitter<br>WhatsApp<br>Email<br>Print<br>Telegram<br>(MENAFN) ",
        "ShareFacebook Twitter WhatsApp Email Print Telegram (MENAFN) ",
    ],
)
def test_the_byline_is_taken_off_with_what_stands_before_it(head: str) -> None:
    assert texts(LEAD.replace("<p>", f"<p>{head}") + END) == WANTED


def test_a_paragraph_before_the_byline_stays() -> None:
    lead = "A lead of more than fifteen words stood before the byline on this page, and it ended like any sentence."
    assert texts(f"<p>{lead}</p><p>(MENAFN) {WANTED[1]}</p>") == [lead, WANTED[1]]


@pytest.mark.parametrize(
    "disclaimer",
    [
        "<div><b>Legal Disclaimer:</b><br>MENAFN provides …</div><p>More of it.</p>",
        "<h3>Legal Disclaimer</h3><p>MENAFN provides …</p>",
        "<p>MENAFN provides the information “as is” …</p>",
    ],
)
def test_the_disclaimer_ends_the_text(disclaimer: str) -> None:
    assert texts(LEAD + END + disclaimer) == WANTED


def test_the_disclaimer_ends_the_text_inside_a_line() -> None:
    assert texts(LEAD + END.replace("</p>", " Legal Disclaimer: MENAFN provides …</p><p>x</p>")) == WANTED


def test_a_wire_id_glued_to_a_word_is_cut_off() -> None:
    glued = END.replace("</p>", "MENAFN14052025000045015687ID1109547045</p>")
    assert texts(LEAD + glued) == WANTED


PIECES = st.sampled_from(
    [
        "Read also:",
        "Read More",
        "(end)",
        "a.b",
        "(MENAFN- X)",
        "Most popular",
        "Share",
        "Legal Disclaimer:",
        "A b c d.",
    ]
)
LINES = st.builds(
    TextLine,
    st.one_of(PIECES, st.text(max_size=60).map(lambda text: " ".join(text.split()))),
    st.one_of(st.just(""), PIECES, st.text(max_size=30)),
    st.booleans(),
)


@given(st.lists(LINES, max_size=12))
def test_nothing_raises_and_no_line_is_empty(lines: list[TextLine]) -> None:
    kept = strip_boilerplate(lines)
    assert all(line.text and line.text == " ".join(line.text.split()) for line in kept)


@given(st.lists(st.text(alphabet="abc ,-", min_size=1, max_size=40), min_size=1, max_size=8))
def test_plain_sentences_stay(sentences: list[str]) -> None:
    lines = [TextLine(f"Said {' '.join(text.split())}.", "", True) for text in sentences]
    assert strip_boilerplate(lines) == lines


@pytest.mark.parametrize("before", [LEAD, LEAD * 2, LEAD * 9])
def test_a_byline_at_the_end_is_taken_off_and_the_text_above_it_stays(before: str) -> None:
    assert set(texts(f"{before}{END}<p>(MENAFN- KUNA)</p>")) == set(WANTED)


def _sentence(words: int, end: str = ".") -> str:
    return " ".join(["Word", *["word"] * (words - 1)]) + end


def _kept(*lines: TextLine) -> list[str]:
    return [line.text for line in strip_boilerplate(lines)]


@pytest.mark.parametrize(("words", "kept"), [(15, False), (16, True)])
def test_a_line_before_the_byline_with_more_words_than_a_caption_is_text(words: int, kept: bool) -> None:
    above, byline = TextLine(_sentence(words), "", True), TextLine("(MENAFN- KUNA) The port opened.", "", True)
    assert (above.text in _kept(above, byline)) is kept


@pytest.mark.parametrize(("words", "suspected"), [(90, True), (91, False)])
def test_a_notice_has_ninety_words_at_most(words: int, suspected: bool) -> None:
    notice = "All rights reserved " + _sentence(words - 3)
    assert boilerplate_suspected(["The port opened.", notice]) is suspected


@pytest.mark.parametrize(("rest", "kept"), [("One two three", False), ("One two three four", True)])
def test_what_is_left_of_a_line_of_links_is_text_from_four_words(rest: str, kept: bool) -> None:
    link = "Oil Prices Rise In Asia"
    text = _kept(TextLine("The port opened.", "", True), TextLine(f"{rest} Read also: {link}", link, True))
    assert (rest in text) is kept


@pytest.mark.parametrize(("words", "kept"), [(30, False), (31, True)])
def test_an_announced_headline_has_thirty_words_at_most(words: int, kept: bool) -> None:
    called = "Read also: " + _sentence(words - 2, "")
    assert (called in _kept(TextLine("The port opened.", "", True), TextLine(called, "", True))) is kept


def test_a_line_of_bylines_is_not_cut_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cut copies the line: 90,000 of them took seconds."""
    asked: list[int] = []

    def counted(text: str) -> tuple[str, str] | None:
        asked.append(len(text))
        return find_byline(text)

    monkeypatch.setattr(sys.modules["menafn_crawler.normalise.strip_boilerplate"], "find_byline", counted)
    texts(f"<p>{'(MENAFN- X) ' * 1000}The port opened on Monday.</p>")
    assert len(asked) < 30


@pytest.mark.parametrize("mark", ["...", "…", " [...]"])
def test_a_teaser_before_its_text_is_left_out(mark: str) -> None:
    assert (
        texts(f"<p>The port opened on a{mark}</p><p>The port opened on a Monday.</p>{END}")[0]
        == "The port opened on a Monday."
    )


def test_a_first_line_that_is_cut_off_stays_before_another_text() -> None:
    assert texts(f"<p>The port opened on a...</p>{LEAD}{END}")[0] == "The port opened on a..."


@pytest.mark.parametrize(
    ("signature", "stays"), [("-- Trend News Agency", False), ("(Trend News Agency)", False), ("-- Other Agency", True)]
)
def test_the_providers_name_alone_signs_the_end(signature: str, stays: bool) -> None:
    lead = "<p>(MENAFN- Trend News Agency) The port opened on Monday.</p>"
    assert texts(f"{lead}{END}<p>{signature}</p>") == [*WANTED, *([signature] if stays else [])]


@pytest.mark.parametrize(
    "last",
    [
        "Stay tuned to the wire for live updates.",
        "Download the wire's app for breaking news.",
        "Watch our report on YouTube.",
        "For complaints about this story, please write to the provider named above.",
        "Caveat: neither the publisher nor the site vouches for the facts.",
        "لمتابعة آخر الأخبار اضغط هنا",
        "الموقع غير مسؤول عن صحة المعلومات الواردة أعلاه.",
        "يمنع نسخ أو إعادة نشر هذا المقال دون إذن خطي.",
    ],
)
def test_a_last_line_to_the_reader_is_flagged(last: str) -> None:
    assert boilerplate_suspected(["The port opened.", last])


@pytest.mark.parametrize("first", ["MENAFN - Trend - The port opened.", "(م ي ن ا ف ن - ترند) افتتح الميناء."])
def test_a_byline_that_could_not_be_read_is_flagged(first: str) -> None:
    assert boilerplate_suspected([first, "Ships came."])


@pytest.mark.parametrize("label", ["Ref:", "Story ID:", "المرجع:"])
def test_the_label_of_a_wire_id_goes_with_it(label: str) -> None:
    assert texts(f"{LEAD}{END}<p>{label} MENAFN14052025000045015687ID1109547045</p>") == WANTED


def test_named_entities_that_were_escaped_twice_are_characters() -> None:
    assert texts("<p>It cost &amp;pound;40 &amp;lt; &amp;euro;50 at the caf&amp;eacute;.</p>") == [
        "It cost £40 < €50 at the café."
    ]
