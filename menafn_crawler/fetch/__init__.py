"""What an answer of the site is."""

from menafn_crawler.fetch.classify import Answer, classify, shown_instead
from menafn_crawler.fetch.rendering import (
    LONGEST_WAIT,
    PATIENCE,
    Mode,
    Rendering,
    RenderingError,
    Shown,
    read_rendering,
    read_shown,
    splash_arguments,
    splash_error,
)

__all__ = [
    "LONGEST_WAIT",
    "PATIENCE",
    "Answer",
    "Mode",
    "Rendering",
    "RenderingError",
    "Shown",
    "classify",
    "read_rendering",
    "read_shown",
    "shown_instead",
    "splash_arguments",
    "splash_error",
]
