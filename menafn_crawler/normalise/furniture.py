"""Texts that the site prints around every story, whatever the generation of the page."""

from __future__ import annotations

import re

DISCLAIMER = re.compile(r"\s*(?:legal\s+disclaimer\s*:|إخلاء\s+(?:ال)?مسؤولية)", re.IGNORECASE)
"""How the legal disclaimer begins. The Arabic words are usual on Arabic wires; the site's own were not seen."""

SHARE = re.compile(
    r"(?:share\s*:?|facebook|twitter|x|whats\s?app|e-?mail|print|telegram|linkedin|pinterest|reddit|copy link|date"
    r"|مشاركة|فيسبوك|تويتر|واتساب|تليجرام|طباعة|بريد|[\s|·•,/])+",
    re.IGNORECASE,
)
"""The labels of the share block and the author's placeholder "Date", in any number and order."""

OTHER_STORIES = re.compile(
    r"(?:most\s+(?:popular|read|viewed)|more\s+stor(?:y|ies)|related\s+(?:news|stories)"
    r"|الأكثر\s+(?:قراءة|شعبية|مشاهدة)|المزيد\s+من\s+الأخبار|أخبار\s+ذات\s+صلة)\W*",
    re.IGNORECASE,
)
"""Labels of the blocks that link other stories."""

COMMENTS = re.compile(r"(?:comments?|no\s+comments?.{0,20}|تعليقات)\W*", re.IGNORECASE)
"""Labels of the block of readers' comments."""

MARKUP = re.compile(r"</?p>|-->|<!--", re.IGNORECASE)
"""Markup that the site prints as text."""
