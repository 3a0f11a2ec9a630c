"""The release, as in pyproject.toml."""

NUMBER = "0.4.0"
