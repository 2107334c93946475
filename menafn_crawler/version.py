"""Version of the package, named here alone: pyproject.toml and the User-Agent read it."""

__version__ = "0.2.0"
