"""For ``scrapyd-deploy``, which runs this file; everything is said in pyproject.toml."""

from setuptools import setup

setup()
