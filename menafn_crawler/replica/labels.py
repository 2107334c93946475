"""Labels that pages print around a story, in the language of the edition."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Labels of one edition."""

    home: str
    share: str
    telegram: str
    email: str
    print_it: str
    date: str
    category: str
    comments: str
    no_comment: str
    popular: str
    more: str
    following: str
    disclaimer: str
    legal: str
    read_also: tuple[str, str, str]
    read_also_line: str
    read_more: str


ENGLISH = Words(
    home="Home",
    share="Share",
    telegram="Telegram",
    email="Email",
    print_it="Print",
    date="Date",
    category="Category",
    comments="Comments",
    no_comment="No comment",
    popular="Most popular",
    more="More Story",
    following="Next",
    disclaimer="Legal Disclaimer:",
    legal="MENAFN provides the information “as is” without warranty of any kind. Whether it is correct, complete, "
    "lawful or fit for a purpose, and whether pictures or\nlicences belonging to it may be used, is for its author to "
    "answer; this replica answers for none of it. If you have complaints or copyright\nquestions about this article, "
    "kindly contact the provider above.",
    read_also=("Read Also", "Read also:", "Read more"),
    read_also_line="Read also",
    read_more="Read more",
)
ARABIC = Words(
    home="الرئيسية",
    share="مشاركة",
    telegram="تلغرام",
    email="البريد الإلكتروني",
    print_it="طباعة",
    date="التاريخ",
    category="التصنيف",
    comments="التعليقات",
    no_comment="لا توجد تعليقات",
    popular="الأكثر قراءة",
    more="المزيد من الأخبار",
    following="التالي",
    disclaimer="إخلاء المسؤولية القانونية:",
    legal="ينشر هذا الموقع التجريبي النصوص كما وردت من أصحابها ولا يضمن دقتها أو اكتمالها، وتعود المسؤولية عنها إلى "
    "كاتبها وحده. لأي استفسار حول هذا المقال يرجى التواصل مع مزود الخبر المذكور أعلاه.",
    read_also=("اقرأ أيضاً", "إقرأ أيضا:", "للمزيد"),
    read_also_line="اقرأ أيضًا",
    read_more="اقرأ المزيد",
)
"""Usual on Arabic wires; the site's own were not seen."""


def words_of(language: str) -> Words:
    """Return the words of an edition, `en` or `ar`."""
    return ARABIC if language == "ar" else ENGLISH
