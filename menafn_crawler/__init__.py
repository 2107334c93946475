"""MENAFN's wire stories as a data set: each article once, by the right provider, at the right instant."""

__version__ = "0.1.0"
"""The one of pyproject.toml; files of the data set name it."""
