"""Texts that the site prints around every story, whatever the generation of the page."""

from __future__ import annotations

import html
import re

DISCLAIMER = re.compile(
    r"\s*(?:legal\s+disclaimer\s*(?::|$)|MENAFN\s+provides\s+the\s+information\b"
    r"|(?:بيان\s+)?[إأا]خلاء\s+(?:ال)?مس[ؤئ]ولية(?:\s+(?:ال)?قانوني[ةه])?\s*(?:[:：]|$)"
    r"|(?:ال)?تنويه\s+(?:ال)?قانوني\s*(?:[:：]|$))",
    re.IGNORECASE,
)
"""How the legal disclaimer begins. The Arabic words are usual on Arabic wires; the site's own were not seen."""

DISCLAIMER_INSIDE = re.compile(
    r"Legal\s+Disclaimer\s*:(?=\s*(?:MENAFN\b|$))|[إأا]خلاء\s+المس[ؤئ]ولية(?:\s+القانونية\s*:|\s*:\s*$)"
)
"""The label of the disclaimer where it is glued to the text before it."""


def disclaimer_inside(text: str) -> re.Match[str] | None:
    """Where the disclaimer's label is glued to the text before it; None where it is not."""
    return DISCLAIMER_INSIDE.search(text) if "Disclaimer" in text or "المس" in text else None


_SHARE_LABEL = (
    r"share(?:\s+(?:this|on|via))?|facebook|twitter|x|whats\s?app|e-?mail|print|telegram|linked\s?in|pinterest|reddit"
    r"|messenger|copy\s+link|مشاركة|شارك(?:ها)?|[اأإ]نشر|فيس\s?بوك|تويتر|[اأإ]كس|وات?س\s?[اأ]ب|ت[يـ]?لي?[جغ]رام|طباعة|[اأإ]طبع"
    r"|لينكد\s?[اأإ]ن|ماسنجر|بنترست|نسخ\s+الرابط|(?:ال)?بريد(?:\s+(?:ال)?[اأإ]لكتروني)?"
)
SHARE = re.compile(rf"(?:{_SHARE_LABEL}|date|(?:ال)?تاريخ|[:\s|·•,/])+", re.IGNORECASE)
"""The labels of the share block and the author's placeholder "Date", in any number and order."""

SHARE_RUN = re.compile(rf"\s*(?:share|مشاركة|شارك)\s*:?(?:[\s|·•/]*(?:{_SHARE_LABEL})){{3,}}[\s|·•/]*", re.IGNORECASE)
"""A share block that is glued to the text behind it."""

_LONGEST_SHARE_BLOCK = 200
"""All labels of the block twice over."""


def is_share_block(text: str) -> bool:
    """Whether a line is nothing but labels of the share block."""
    return len(text) <= _LONGEST_SHARE_BLOCK and SHARE.fullmatch(text) is not None


OTHER_STORIES = re.compile(
    r"(?:the\s+)?(?:(?:most|more)\s+(?:popular|read|viewed|shared|commented)(?:\s+(?:news|stories|articles))?"
    r"|more\s+(?:stor(?:y|ies)|articles)|more\s+(?:news\s+)?from\s+menafn|popular\s+(?:news|stories|articles|now)"
    r"|related\s+(?:news|stor(?:y|ies)|articles|topics)|recommended(?:\s+(?:for\s+you|stories|articles))?"
    r"|trending(?:\s+(?:now|news|stories))?|you\s+(?:may|might)\s+also\s+like|editor[’']?s[’']?\s+(?:picks?|choice)"
    r"|(?:ال[أا]خبار\s+)?ال[أا]كثر\s+(?:قراءة|شعبية|مشاهدة|شيوع[اً\u064b]*|تداول[اً\u064b]*)|المزيد\s+من\s+(?:ال[أا]خبار|القصص)"
    r"|(?:[أا]خبار|مواضيع|موضوعات|مقالات)\s+(?:ذات\s+صلة|متعلقة|مشابهة)|قد\s+يهمك(?:\s+[أاإ]يض[اً\u064b]*)?)\W*",
    re.IGNORECASE,
)
"""Labels of the blocks that link other stories."""

COMMENTS = re.compile(
    r"(?:comments?(?:\s*\(\d+\))?|no\s+comments?.{0,20}|(?:ال)?تعليقات(?:\s*\(\d+\))?|لا\s+(?:توجد|يوجد)\s+(?:أي\s+)?تعليق(?:ات)?)\W*",
    re.IGNORECASE,
)
"""Labels of the block of readers' comments."""

MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|b|em|i|u|ul|ol|li|h[1-6]|font|center)(?:\s[^<>]*)?/?>|-->|<!--"
    r"|&(?:nbsp|amp|quot|apos|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x[0-9a-f]{2,4});",
    re.IGNORECASE,
)
"""Markup that the site prints as text."""


def without_markup(text: str) -> str:
    """*text* without the markup that was printed as text: tags are gone, entities are the characters they name.

    >>> without_markup("Oil <p></p>&amp; gas")
    'Oil   & gas'
    """
    if not may_hold_markup(text):
        return text
    return MARKUP.sub(lambda found: html.unescape(found.group()) if found.group().startswith("&") else " ", text)


def may_hold_markup(text: str) -> bool:
    """Whether something stands in *text* that stands in all markup: asked before the expression, which is slow."""
    return "<" in text or "&" in text or "-->" in text
