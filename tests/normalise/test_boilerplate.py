"""The site's own texts, told from the provider's."""

from __future__ import annotations

import pytest

from menafn_crawler.normalise import (
    COMMENTS,
    DISCLAIMER,
    DISCLAIMER_INSIDE,
    OTHER_STORIES,
    SHARE,
    SHARE_RUN,
    FoldedPattern,
    without_markup,
)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (DISCLAIMER, "Legal Disclaimer:"),
        (DISCLAIMER, "LEGAL  DISCLAIMER : MENAFN provides"),
        (DISCLAIMER, "Legal Disclaimer"),
        (DISCLAIMER, "MENAFN provides the information “as is” without warranty"),
        (DISCLAIMER, "إخلاء مسؤولية: المعلومات كما هي"),
        (DISCLAIMER, "إخلاء المسؤولية القانونية: تقدم مينافن المعلومات"),
        (DISCLAIMER, "اخلاء المسئولية القانونيه"),
        (DISCLAIMER_INSIDE, "إخلاء المسؤولية القانونية: تقدم مينافن المعلومات"),
        (SHARE, "ShareFacebook Twitter WhatsApp Email Print Telegram"),
        (SHARE, "Share: Telegram | X | LinkedIn · Copy link"),
        (SHARE, "Date"),
        (SHARE, "مشاركة فيسبوك تويتر"),
        (SHARE, "شارك واتس اب تيليجرام لينكد إن البريد الإلكتروني طباعة"),
        (SHARE, "التاريخ"),
        (SHARE_RUN, "مشاركة فيسبوك تويتر واتساب "),
        (OTHER_STORIES, "Most popular"),
        (OTHER_STORIES, "MOST POPULAR STORIES »"),
        (OTHER_STORIES, "More Story"),
        (OTHER_STORIES, "Related News:"),
        (OTHER_STORIES, "الأكثر قراءة"),
        (OTHER_STORIES, "الاخبار الاكثر مشاهدة"),
        (OTHER_STORIES, "المزيد من الأخبار"),
        (OTHER_STORIES, "قد يهمك أيضاً"),
        (COMMENTS, "التعليقات (0)"),
        (COMMENTS, "لا توجد تعليقات"),
        (COMMENTS, "Comments (0)"),
        (COMMENTS, "No comment"),
    ],
)
def test_labels_are_known(label: FoldedPattern, text: str) -> None:
    assert label.match(text) if label in (DISCLAIMER, DISCLAIMER_INSIDE) else label.fullmatch(text)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        (DISCLAIMER, "Legal disclaimers were read out"),
        (DISCLAIMER, "Disclaimer: this is a paid release"),
        (DISCLAIMER, "MENAFN provides its readers with news"),
        (DISCLAIMER, "إخلاء مسؤولية الشركة عن الحريق كان متوقعا"),
        (SHARE, "مشاركة الوزير في المؤتمر"),
        (OTHER_STORIES, "المزيد من الأخبار السارة وصلت"),
        (SHARE, "Share prices fell"),
        (SHARE, "Facebook, Twitter and X agreed"),
        (SHARE_RUN, "Share Facebook posts with care"),
        (OTHER_STORIES, "Most popular among them is tea"),
        (OTHER_STORIES, "More stories were told"),
        (COMMENTS, "Comments by the minister follow"),
        (DISCLAIMER_INSIDE, "a legal disclaimer: read it"),
    ],
)
def test_sentences_are_no_labels(label: FoldedPattern, text: str) -> None:
    assert not (label.match(text) if label in (DISCLAIMER, SHARE_RUN) else label.fullmatch(text))
    assert label is not DISCLAIMER_INSIDE or not label.search(text)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("a <p></p> b", "a b"),
        ("--> a", "a"),
        ("a<br />b", "a b"),
        ("<strong class='x'>a</strong>", "a"),
        ("AT&amp;T&nbsp;grew", "AT&T grew"),
        ("Kuwait&#39;s", "Kuwait's"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("R&D; and more", "R&D; and more"),
        ("<unknown>", "<unknown>"),
    ],
)
def test_markup_printed_as_text_goes(printed: str, text: str) -> None:
    assert " ".join(without_markup(printed).split()) == text
