"""The record of a page: which of its strings counts for which field."""

from __future__ import annotations

import pytest

from menafn_crawler import read_article
from menafn_crawler.items import Article

URL = "https://menafn.com/1109547045/Port-Opens"
TEXT = "The port opened on Wednesday, officials said to reporters who had come from the capital."


def read(
    *,
    title: str = "Port Opens",
    byline: str = "(MENAFN- Gulf Times)",
    text: str = TEXT,
    wire: str = "MENAFN14052025000063011095ID1109547045",
    own: str = "",
    tags: str = "Label",
    url: str = URL,
) -> Article:
    """The record of a page in the layout of 2025."""
    meta = f'<meta property="og:url" content="{own}">' if own else ""
    return read_article(
        f"<!DOCTYPE html><html><head><title>{title}</title>{meta}</head><body>"
        f'<div id="ContentPlaceHolder1_div_story"><h1 class="main-entry-title">{title}</h1>'
        f'<span class="entry-date">2025-05-14 04:44:27</span>'
        f'<div class="entry-summary tit"><p>{byline} {text}</p></div>'
        f'<div class="entry-summary"><p>{wire}</p></div>'
        '<div class="entry-summary">Legal Disclaimer: MENAFN provides the information as is.</div>'
        f'<span id="ContentPlaceHolder1_lbl_hashtags">{tags}</span></div></body></html>',
        url,
    )


@pytest.mark.parametrize(
    ("own", "url"),
    [
        pytest.param("https://menafn.com/1109547045/Port-Opens-At-Last", "Port-Opens-At-Last", id="its own"),
        pytest.param("https://menafn.com/1109547046/Another-Story", "Port-Opens", id="another number"),
        pytest.param("https://menafn.com/1109547045/", "Port-Opens", id="without a slug"),
        pytest.param("https://other.example/1109547045/Copy", "Port-Opens", id="another site"),
        pytest.param("", "Port-Opens", id="none"),
    ],
)
def test_the_page_s_own_address_counts_if_it_is_the_article_s(own: str, url: str) -> None:
    article = read(own=own)
    assert (article.article_id, article.url) == (1109547045, f"https://menafn.com/1109547045/{url}")


@pytest.mark.parametrize(
    ("byline", "wire", "provider"),
    [
        pytest.param("(MENAFN- Gulf Times)", "MENAFN14052025000071011013ID1109547045", "Gulf Times", id="byline first"),
        pytest.param("", "MENAFN14052025000071011013ID1109547045", "Kuwait News Agency (KUNA)", id="known code"),
        pytest.param("", "MENAFN14052025000099009999ID1109547045", None, id="unknown code"),
        pytest.param("", "", None, id="neither"),
    ],
)
def test_provider(byline: str, wire: str, provider: str | None) -> None:
    assert read(byline=byline, wire=wire).provider == provider


@pytest.mark.parametrize(
    ("title", "cleaned", "flags"),
    [
        pytest.param("AT&amp;amp;amp;T Grows", "AT&T Grows", {"stray_markup"}, id="escaped twice"),
        pytest.param("Ministerâ€™s Plan", "Minister’s Plan", {"mojibake"}, id="mojibake"),
        pytest.param("The City–s Plan", "The City's Plan", {"dash_apostrophes"}, id="dash"),
        pytest.param("Port\u0007 \u001b[1mOpens\u009f", "Port Opens", set(), id="controls"),
        pytest.param("Oil Prices Rise\ufffd", "Oil Prices Rise\ufffd", {"mojibake"}, id="cut character"),
    ],
)
def test_the_title_has_the_repairs_and_flags_of_the_body(title: str, cleaned: str, flags: set[str]) -> None:
    article = read(title=title)
    assert (article.title, set(article.quality)) == (cleaned, flags)


@pytest.mark.parametrize(
    ("text", "edition", "language", "flags"),
    [
        ("ارتفعت أسعار النفط في الأسواق العالمية من جديد بعد قرار المنظمة.", "", "ar", ()),
        (TEXT, "arabic/", "en", ()),
        ("این کشور در حال توسعه است و از آن به عنوان یک نمونه یاد می\u200cشود.", "arabic/", "fa", ("other_language",)),
        ("حکومت نے کہا ہے کہ تیل کی قیمتوں میں اضافہ کیا گیا ہے اور اس کے بعد", "arabic/", "ur", ("other_language",)),
        ("Le gouvernement a dit que les prix de la farine et du pain ne changent pas dans les villes", "", "fr",
         ("other_language",)),
        ("The word سلام means peace in this sentence of the story.", "", "en", ()),
        ("ﺍﺭﺗﻔﻌﺖ ﺃﺳﻌﺎﺭ ﺍﻟﻨﻔﻂ ﻓﻲ ﺍﻷﺳﻮﺍﻕ ﺍﻟﻌﺎﻟﻤﻴﺔ.", "", "ar", ()),
    ],
)  # fmt: skip
def test_language_by_the_text(text: str, edition: str, language: str, flags: tuple[str, ...]) -> None:
    article = read(text=text, url=f"https://menafn.com/{edition}1109547045/Port-Opens")
    assert (article.language, article.quality) == (language, flags)


@pytest.mark.parametrize(("length", "flags"), [(2_000, ()), (2_001, ("no_title",))])
def test_a_title_of_over_two_thousand_characters_is_none(length: int, flags: tuple[str, ...]) -> None:
    article = read(title="x" * length)
    assert (len(article.title), article.quality) == (0 if flags else length, flags)


def test_a_word_keeps_its_non_joiner() -> None:
    assert "می\u200cشود" in read(text="این کار در تهران انجام می\u200cشود و از آن گفته است.").body


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ("الوسوم: #الكويت؛ #النفط", ("الكويت", "النفط")),
        ("#الكـويت #الكويت #الكُويت", ("الكـويت",)),
        ("Tags: Oil; Gas", ("Oil", "Gas")),
        ("#Oil\u0007 #Gas\u001b[0m", ("Oil", "Gas")),
    ],
)
def test_tags_in_both_editions(tags: str, wanted: tuple[str, ...]) -> None:
    assert read(tags=tags).tags == wanted


def test_hashtags_of_the_twin_in_other_vowels_go() -> None:
    assert read(title="ارتفاع أسعار النفط #النَّفط #أسعار").title == "ارتفاع أسعار النفط"


@pytest.mark.parametrize("field", ["title", "provider", "byline", "body"])
def test_no_control_reaches_the_record(field: str) -> None:
    junk = "a\x1b[31mb\x07c\x9bd\ufffee\x9f"
    article = read(title=f"Port {junk}", byline=f"(MENAFN- Gulf {junk})", text=f"{TEXT} {junk} {TEXT}")
    assert str(getattr(article, field)).replace("\n", "").isprintable()
