"""What an answer is (article, list, gone, refused, foreign, broken), when to stop asking, robots.txt, rendering."""

from menafn_crawler.fetch.circuit_breaker import GONE_SHARE, MIN_GONE, CircuitBreaker, Disappearance, Fault, State
from menafn_crawler.fetch.classify import Answer, classify, is_article_page, names_itself, page_title, shown_instead
from menafn_crawler.fetch.reading_time import TooSlow, time_bound
from menafn_crawler.fetch.rendering import (
    LONGEST_WAIT,
    PATIENCE,
    Mode,
    RenderedPage,
    Rendering,
    RenderingError,
    read_rendered_page,
    read_rendering,
    splash_arguments,
    splash_error,
)
from menafn_crawler.fetch.robots import RobotsRules, RobotsUnreachable, read_robots
from menafn_crawler.fetch.validators import CONDITIONS, are_believed, conditional_headers

__all__ = [
    "CONDITIONS",
    "GONE_SHARE",
    "LONGEST_WAIT",
    "MIN_GONE",
    "PATIENCE",
    "Answer",
    "CircuitBreaker",
    "Disappearance",
    "Fault",
    "Mode",
    "RenderedPage",
    "Rendering",
    "RenderingError",
    "RobotsRules",
    "RobotsUnreachable",
    "State",
    "TooSlow",
    "are_believed",
    "classify",
    "conditional_headers",
    "is_article_page",
    "names_itself",
    "page_title",
    "read_rendered_page",
    "read_rendering",
    "read_robots",
    "shown_instead",
    "splash_arguments",
    "splash_error",
    "time_bound",
]
