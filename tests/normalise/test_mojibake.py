"""Text in the wrong encoding is repaired or flagged, and sound text is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import is_mojibake, repair_encoding

ARABIC = (
    "افتتحت بلدية إربد أمس حديقة عامة جديدة على مساحة 40 دونما في الحي الشرقي من المدينة.",
    "وقال رئيس البلدية إن أعمال الزراعة استغرقت سبعة أشهر، وإن الحديقة تضم 300 شجرة مثمرة.",
    "بلدية إربد تفتتح حديقة جديدة في الحي الشرقي",
)
SOUND = (
    *ARABIC,
    "Die Straße führt über München, sagte ein Sprecher.",
    "La société a annoncé une hausse de 5 % à Genève l'été dernier",
    "Президент России заявил о новых мерах поддержки экономики",
    "پاکستان میں تیل کی قیمتوں میں اضافہ ہوا ہے۔",
    "این کشور در حال توسعه است و از آن یاد می\u200cشود",
    "日本の首相は東京で会談した",
    "Şeker ıslak ğüçö Türkiye'nin",
    "What??? Really?? “Yes” – 5 €",
    "النَّفْطُ يَرْتَفِعُ ويرى الخبراء",
    "انشر عبر تويتر",
    "// انتهى // 12:30 ت م",
    "شركة ABC وقّعت عقدا",
)
WRONG = "cp1252 latin-1 cp1256 cp1254 cp1251 cp720 cp437 mac_arabic mac_roman koi8_r".split()


def misread(text: str, written: str, read: str) -> str:
    """*text* written in one encoding and read in another; bytes that it does not know are lost."""
    return text.encode(written).decode(read, "ignore")


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays_and_has_no_flag(text: str) -> None:
    assert repair_encoding(text) == text
    assert not is_mojibake(text)


@pytest.mark.parametrize("text", ARABIC, ids=["one", "two", "title"])
@pytest.mark.parametrize("read", WRONG)
@pytest.mark.parametrize("written", ["utf-8", "cp1256", "iso8859_6"])
def test_arabic_in_any_wrong_encoding_is_flagged(text: str, read: str, written: str) -> None:
    printed = misread(text, written, read)
    if printed != text:
        assert is_mojibake(printed)


def test_a_headline_without_usual_words_is_flagged() -> None:
    assert is_mojibake(misread("عادل بركات يفتتح مرفأ للصيد", "utf-8", "cp1251"))


@pytest.mark.parametrize("read", ["cp1256", "cp1251", "koi8_r", "latin-1"])
@pytest.mark.parametrize("written", ["utf-8", "cp1256"])
def test_what_lost_no_byte_is_repaired(read: str, written: str) -> None:
    for text in ARABIC:
        try:
            printed = text.encode(written).decode(read)
        except UnicodeDecodeError:
            continue
        assert repair_encoding(printed) == text


@pytest.mark.parametrize("text", ARABIC, ids=["one", "two", "title"])
def test_lost_bytes_invent_no_digit(text: str) -> None:
    """Read as Latin-1, the second byte of m is white space and that of h a soft hyphen."""
    printed = " ".join(misread(text, "utf-8", "latin-1").replace("\u00ad", "").split())
    repaired = repair_encoding(printed)
    assert not set("٠١٢٣٤٥٦٧٨٩") & set(repaired)
    assert is_mojibake(printed)


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        (r"\u0623\u0639\u0644\u0646\u062a", "أعلنت"),
        (r"Kuwait\u2019s", "Kuwait’s"),
        (r"C:\users\u0000", r"C:\users\u0000"),
        ("Minister: â€œNo delayâ€ for the quay", "Minister: “No delay” for the quay"),
        ("Minister: No delayâ€", "Minister: No delayâ€"),
        ("(MENAFN- وكالة الأنباء القطرية) ط§ظپطھطھط­طھ ط¨ظ„ط¯ظٹط© ط§ظ„ظ…ط¯ظٹظ†ط©",
         "(MENAFN- وكالة الأنباء القطرية) افتتحت بلدية المدينة"),
    ],
)  # fmt: skip
def test_repair(printed: str, repaired: str) -> None:
    assert repair_encoding(printed) == repaired


@pytest.mark.parametrize(
    "printed",
    [
        "???? ????? ???? ?? ????",
        ARABIC[0][::-1],
        "The minister\ufffds words",
        "cut at the endâ€",
        r"the \u0000 sign",
    ],
)
def test_what_cannot_be_repaired_is_flagged(printed: str) -> None:
    assert is_mojibake(printed)


@given(st.text())
def test_nothing_raises(text: str) -> None:
    repair_encoding(text)
    is_mojibake(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, exclude_characters="\\?")))
def test_ascii_stays(text: str) -> None:
    assert repair_encoding(text) == text
    assert not is_mojibake(text)
