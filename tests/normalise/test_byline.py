"""The byline at the head of a text, and who it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menafn_crawler.normalise import find_byline, provider_of
from tests.records import pairs


@pytest.mark.parametrize(("byline", "provider"), pairs("byline", "provider"))
def test_real_bylines_name_their_provider(byline: str, provider: str) -> None:
    assert provider_of(byline) == provider
    assert find_byline(f"{byline} KUWAIT, Jan 1 (KUNA) -- Text (more) here.") == (
        byline,
        "KUWAIT, Jan 1 (KUNA) -- Text (more) here.",
    )


@pytest.mark.parametrize(
    ("text", "byline", "rest", "provider"),
    [
        ("(MENAFN- Jordan Times) AMMAN — Exports", "(MENAFN- Jordan Times)", "AMMAN — Exports", "Jordan Times"),
        ("(MENAFN – Jordan Times)Exports", "(MENAFN – Jordan Times)", "Exports", "Jordan Times"),
        ("(MENAFN-Khaama Press) Kabul", "(MENAFN-Khaama Press)", "Kabul", "Khaama Press"),
        ("( MENAFN - Khaama Press ) Kabul", "( MENAFN - Khaama Press )", "Kabul", "Khaama Press"),
        (
            "(MENAFN- EIN Presswire) /EINPresswire.com/",
            "(MENAFN- EIN Presswire)",
            "/EINPresswire.com/",
            "EIN Presswire",
        ),
        ("(MENAFN- mid-east.info) Text", "(MENAFN- mid-east.info)", "Text", "mid-east.info"),
        ("(MENAFN) Text", "(MENAFN)", "Text", "MENAFN"),
        ("(MENAFN- &#1602;&#1606;&#1575;) Doha", "(MENAFN- قنا)", "Doha", "قنا"),
        ("(MENAFN- IANS) -- Delhi", "(MENAFN- IANS)", "Delhi", "IANS"),
        ("(MENAFN- IANS): Delhi", "(MENAFN- IANS)", "Delhi", "IANS"),
        ("(MENAFN ـ IANS) ـ Delhi", "(MENAFN ـ IANS)", "Delhi", "IANS"),
        ("(MENAFN • IANS) Delhi", "(MENAFN • IANS)", "Delhi", "IANS"),
        ("(MENAFN- IANS) -5 degrees", "(MENAFN- IANS)", "-5 degrees", "IANS"),
        ("( MENAFN )Text", "( MENAFN )", "Text", "MENAFN"),
        ("(MENAFN- )Text", "(MENAFN- )", "Text", "MENAFN"),
        ("(Menafn - Trend News Agency) Baku", "(Menafn - Trend News Agency)", "Baku", "Trend News Agency"),
        ("(MENAFN- A (B) - C (D)) Text (E)", "(MENAFN- A (B) - C (D))", "Text (E)", "A (B) - C (D)"),
        ("MENAFN - Brazil-Arab (ANBA)) São", "MENAFN - Brazil-Arab (ANBA))", "São", "Brazil-Arab (ANBA)"),
        ("403 (MENAFN- IANS) Delhi", "(MENAFN- IANS)", "Delhi", "IANS"),
        ("(MENAFN\u00a0-\u00a0IANS) Delhi", "(MENAFN - IANS)", "Delhi", "IANS"),
        (
            "(MENAFN- Kuwait News Agency (KUNA) KUWAIT, May 14 (KUNA) -- Text",
            "(MENAFN- Kuwait News Agency (KUNA)",
            "KUWAIT, May 14 (KUNA) -- Text",
            "Kuwait News Agency (KUNA)",
        ),
        ("(MENAFN- Khaama Press", "(MENAFN- Khaama Press", "", "Khaama Press"),
        ("(MENAFN- Trend\x1b[31m News Agency) Baku", "(MENAFN- Trend News Agency)", "Baku", "Trend News Agency"),
        ("[MENAFN- Gulf Times (GT)] Doha", "[MENAFN- Gulf Times (GT)]", "Doha", "Gulf Times (GT)"),
        ("{MENAFN- Gulf Times} Doha", "{MENAFN- Gulf Times}", "Doha", "Gulf Times"),
        ("(MENAFN- Gulf Times [GT]) Doha", "(MENAFN- Gulf Times [GT])", "Doha", "Gulf Times [GT]"),
        (")MENAFN- Gulf Times( Doha", ")MENAFN- Gulf Times(", "Doha", "Gulf Times"),
        ("(MENAFN- Gulf Times( Doha", "(MENAFN- Gulf Times(", "Doha", "Gulf Times"),
        (")MENAFN- Gulf Times (GT)( Doha", ")MENAFN- Gulf Times (GT)(", "Doha", "Gulf Times (GT)"),
        ("(MENAFN/Gulf Times (GT)) Doha", "(MENAFN/Gulf Times (GT))", "Doha", "Gulf Times (GT)"),
        ("(MENAFN | Gulf Times) Doha", "(MENAFN | Gulf Times)", "Doha", "Gulf Times"),
        ("(MENAFN via Gulf Times) Doha", "(MENAFN via Gulf Times)", "Doha", "Gulf Times"),
        ("(MENAFN.COM - Gulf Times) Doha", "(MENAFN.COM - Gulf Times)", "Doha", "Gulf Times"),
        ("(Gulf Times (GT) - MENAFN) Doha", "(Gulf Times (GT) - MENAFN)", "Doha", "Gulf Times (GT)"),
        ("(كونا -MENAFN) أعلنت", "(كونا -MENAFN)", "أعلنت", "كونا"),
        ("(مينا إف إن- كونا) أعلنت", "(مينا إف إن- كونا)", "أعلنت", "كونا"),
    ],
)
def test_forms_of_the_byline(text: str, byline: str, rest: str, provider: str) -> None:
    assert find_byline(text) == (byline, rest)
    assert provider_of(byline) == provider


@pytest.mark.parametrize(
    "text",
    [
        "MENAFN reported growth (up 3 percent)",
        "MENAFN - the region's oldest portal (founded 2000) - said",
        "MENAFN's editors (three of them) agreed",
        "(MENAFN's editors agreed)",
        "(MENAFNX- Y) Text",
        "MENAFN.com (the site) said",
        "(MENAFN- Jordan Times AMMAN, May 14 (goods and services) rose. Text",
        "(MENAFN- Jordan Times AMMAN, May 14 (KUNA) -- Text",
        "(MENAFN- Jordan Times AMMAN -- the agency (KUNA) said. Text",
        f"(MENAFN- {'Jordan Times ' * 5}(KUNA) said. Text",
        f"(MENAFN- {'x' * 160}) Text",
        f"{'x' * 13} (MENAFN- Jordan Times) Text",
        "(MENAFN- وزير النقل يفتتح الجسر (أمس) في المدينة",
        "The minister told (MENAFN- X) so",
        "(KUNA) -- Text",
        "",
        "(",
    ],
)
def test_other_beginnings_are_no_byline(text: str) -> None:
    assert find_byline(text) is None


@pytest.mark.parametrize("byline", ["", "KUNA", "(The Peninsula)"])
def test_what_is_no_byline_names_nobody(byline: str) -> None:
    assert provider_of(byline) is None


NEAR_BYLINES = st.text(alphabet="(MENAFN- )abK.\n\u00a0–:", max_size=60) | st.text(max_size=200)


@given(NEAR_BYLINES)
def test_nothing_raises_and_nothing_is_made_up(text: str) -> None:
    provider_of(text)
    found = find_byline(text)
    if found is not None:
        byline, rest = found
        assert text.endswith(rest)
        assert byline == " ".join(byline.split())
        assert provider_of(byline)


def test_the_sites_name_in_arabic_signs_too() -> None:
    assert find_byline("(مينافن - وكالة الأنباء) قالت الوزارة") == ("(مينافن - وكالة الأنباء)", "قالت الوزارة")
    assert provider_of("(مينافن - وكالة الأنباء)") == "وكالة الأنباء"
    assert find_byline("مينافن نشرت الخبر (أمس) صباحا") is None
