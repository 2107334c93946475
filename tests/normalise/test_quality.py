"""What is repaired, what is only flagged, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import damage, repair_text, strip_boilerplate
from menafn_crawler.parse import read_article, read_page
from menafn_crawler.replica import Newsroom, build_newsroom
from menafn_crawler.replica.pages import Pages


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("the continent–s growth", "the continent's growth"),
        ("they don–t and we–ll see", "they don't and we'll see"),
        ("I–ve seen it", "I've seen it"),
        ("Qatar–s", "Qatar's"),
        ("2024–25", "2024–25"),
        ("the 1990–s", "the 1990–s"),
        ("Doha–Riyadh", "Doha–Riyadh"),
        ("pages a–d", "pages a–d"),
        ("growth – said the bank –", "growth – said the bank –"),
        ("Moscow–state talks", "Moscow–state talks"),
        ("oil–t–gas", "oil–t–gas"),
        ("(– JCC –)", "(– JCC –)"),
        ("â€œOilâ€\u009d", "“Oil”"),
        ("â€œOilâ€ rises", "“Oil” rises"),
        ("ministerâ€™s", "minister’s"),
        ("growth â€” strong", "growth — strong"),
        ("price Â 5", "price 5"),
        ("Â£5 and cafÃ©", "£5 and café"),
        ("voilÃ  la", "voilà la"),
        ("ÅŸeker Ä±", "şeker ı"),
        ("النفط".encode().decode("cp1252", "replace").replace("\ufffd", "\x81"), "النفط"),
        ("CAFÉ” said", "CAFÉ” said"),
        ("São Paulo, Côte d’Ivoire, Malmö", "São Paulo, Côte d’Ivoire, Malmö"),
        ("ÂGE D’OR", "ÂGE D’OR"),
    ],
)
def test_repair(printed: str, text: str) -> None:
    assert repair_text(printed) == text


@given(st.text(alphabet="abIs–â€œ™Ã©Â \u009d'", max_size=30) | st.text(max_size=80))
def test_repairing_twice_changes_nothing_more(printed: str) -> None:
    once = repair_text(printed)
    assert repair_text(once) == once


@pytest.mark.parametrize(
    ("flag", "line"),
    [
        ("dash_apostrophes", "the continent–s ports"),
        ("dash_quotes", "said (– JCC –) today"),
        ("dash_quotes", "the –old way– of trade"),
        ("dash_quotes", "–We will grow,– he said"),
        ("dash_quotes", "He said –we will grow.–"),
        ("dash_apostrophes", "for the workers– rights"),
        ("glued_words", "the GuidanceArsenal of rivals"),
        ("glued_words", "said this weekThe minister"),
        ("glued_words", "the talks ended.They will resume"),
        ("missing_words", "as reported by , the figures"),
        ("missing_words", "the bank ( ) said"),
        ("mojibake", "the ministerâ€™s words"),
        ("mojibake", "the minister\ufffds words"),
        ("mojibake", "(MENAFN - KUNA) " + "أعلن الوزير اتفاقية النفط".encode("cp1256").decode("cp1252")),
        ("mojibake", "(MENAFN - KUNA) " + "أعلن الوزير اتفاقية النفط".encode("iso-8859-6").decode("cp1252")),
        ("stray_markup", "the port <p></p> opened"),
        ("stray_markup", "AT&amp;T opened"),
    ],
)
def test_damage_is_flagged(flag: str, line: str) -> None:
    text = f"The port opened; {line}"
    assert damage([text], [text]) == [flag]


def test_only_the_storys_own_text_is_looked_at() -> None:
    assert damage(["The port opened."], ["(MENAFN- ForexLive)", "EmailPrintTelegram", "The port opened."]) == []


def test_the_providers_name_is_not_glued() -> None:
    assert damage(["ForexWire said so."], [], names="(MENAFN- ForexWire)") == []
    assert damage(["ForexWire said so."], []) == ["glued_words"]


def test_markup_that_was_taken_out_is_flagged() -> None:
    assert damage(["The port opened."], ["The port <p></p> opened."]) == ["stray_markup"]


@pytest.mark.parametrize(
    "line",
    [
        "GlobalData and GlobalData again, LinkedIn, YouTube, McDonald, MacArthur, iPhone, eBay, BioNTech, OpenAI",
        "www.example.com/NewsRoom and desk@exampleCorp.com, #GulfMarkets @SomeBody",
        "Doha–Riyadh, 2024–25, the plan – a good one – holds",
        "It went to the U.S. The U.K. Then to Amazon.com and Booking.com. End",
        "“Never”, she said; (see below) and more ... so on",
        "R&D; costs 5 < 6",
        "Côte d’Ivoire, São Tomé, ÅLESUND, CAFÉ” said",
        "Åäö, ÅÄÖ and the été: the letters of Malmö, said Éa",
        "أعلنت الشركة “تعيين” رئيس جديد (2025).",
        "price of a , b and to, by and with",
    ],
)
def test_clean_text_has_no_flag(line: str) -> None:
    wanted = ["missing_words"] if line.startswith("price of a ,") else []
    text = f"The port opened; {line}"
    assert damage([text], [text]) == wanted


@pytest.mark.parametrize(
    "first",
    [
        "and the minister left.",
        "of the port, he said.",
        ", he said.",
        "He also visited Doha.",
        "In addition, it rained.",
    ],
)
def test_a_text_that_begins_in_its_middle_lost_its_lead(first: str) -> None:
    assert damage([first], [first]) == ["missing_lead"]


@pytest.mark.parametrize(
    "first",
    [
        "The port opened.",
        "iPhone sales rose.",
        "eBay sells.",
        "flydubai opened a route.",
        "stc Group said.",
        "al-Qaeda members left.",
        "de Gaulle came.",
        "von der Leyen said.",
        "\"We\" won.",
        "5 men left.",
        "www.example.com is down.",
        "أعلنت الشركة.",
    ],
)  # fmt: skip
def test_a_lead_is_no_lost_one(first: str) -> None:
    assert damage([first], [first]) == []


def test_a_story_without_text_is_flagged() -> None:
    assert damage([], []) == ["no_text"]


def test_flags_are_sorted() -> None:
    text = "the continent–s GuidanceArsenal (– JCC –) <p></p> of , he"
    assert damage([text], [text]) == sorted(damage([text], [text]))
    assert len(damage([text], [text])) > 4


@given(st.lists(st.text(max_size=60), max_size=4))
def test_no_text_raises(lines: list[str]) -> None:
    damage(lines, lines)


SEEN = {
    "dash_apostrophes": "dash_apostrophes",
    "mojibake": "mojibake",
    "literal_tags": "stray_markup",
    "arrow": "stray_markup",
}
"""Damages of the replica that show in single lines, and their flags."""
GLUED = ("GuidanceArsenal", "OutlookReserves")


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return build_newsroom()


def test_of_the_replicas_stories_the_damaged_are_flagged_and_no_other(newsroom: Newsroom) -> None:
    pages = Pages(newsroom)
    for story in newsroom.stories:
        raw = read_article(read_page(pages.article(story), story.url))
        printed = [line.text for line in strip_boilerplate(raw.lines)]
        flags = set(damage(printed, [line.text for line in raw.lines]))
        glued = any(word in " ".join(story.body()) for word in GLUED)
        planted = {SEEN[name] for name in story.damages if name in SEEN} | ({"glued_words"} if glued else set())
        planted |= set() if story.text.lead else {"missing_lead"}
        assert flags <= planted, story.article_id
        assert not glued or "glued_words" in flags


@pytest.mark.parametrize(
    "notice",
    [
        "All rights reserved by the agency.",
        "This article is published as it was received.",
        "The publisher accepts no claims that come from its use.",
        "Errors and omissions are those of the source; accuracy is not guaranteed and no endorsement is meant.",
        "Content and copyright are the supplier's; complaints go to the provider.",
        "لا يتحمل الموقع أي تبعات لما ورد أعلاه.",
        "المعلومات الواردة هنا على مسؤولية المصدر ولا ضمان لدقتها، والحقوق محفوظة للناشر.",
        "إخلاء المسؤولية القانونية: لا تعفي الشركة أحدا.",
    ],
)
def test_a_notice_at_the_end_is_suspected(notice: str) -> None:
    assert damage(["The port opened.", notice], []) == ["boilerplate_suspected"]
    assert damage([notice, "The port opened."], []) == []


@pytest.mark.parametrize(
    "last",
    [
        "The minister took responsibility for the delay.",
        "Copyright law is to change next year.",
        "The content of the talks was not made public.",
        "Shares of the publisher rose by 3 percent.",
        "وقال إن المسؤولية تقع على المقاول.",
        "وشدد على أهمية حقوق العمال.",
    ],
)
def test_the_last_sentence_of_a_story_is_no_notice(last: str) -> None:
    assert damage(["The port opened.", last], []) == []


def test_a_name_with_a_capital_inside_is_known_by_its_repetition() -> None:
    once = "The AlphaMarkets desk said so on Sunday."
    assert "glued_words" in damage([once], [once])
    twice = f"{once} Others asked AlphaMarkets again."
    assert "glued_words" not in damage([twice], [twice])
