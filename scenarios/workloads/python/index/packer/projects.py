"""The projects that the index offers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Project:
    """A project whose packages Debian has installed."""

    name: str
    content: tuple[str, ...]
    """Packages and modules, from dist-packages."""
    bundle: bool = False
    """Whether the wheel brings the shared libraries that it is linked against."""
    patch_release: str = ""
    """Another version to offer: the same with a changed comment."""


# The versions are those of Debian 12. The patch release of click exists so that a
# build can be made to ask for another version of a dependency.
WHEELS = (
    Project("click", ("click",), patch_release="8.1.4"),
    Project("Flask", ("flask",)),
    Project("itsdangerous", ("itsdangerous",)),
    Project("Jinja2", ("jinja2",)),
    Project("MarkupSafe", ("markupsafe",)),
    Project("numpy", ("numpy",), bundle=True),
    Project("pandas", ("pandas",)),
    Project("python-dateutil", ("dateutil",)),
    Project("pytz", ("pytz",)),
    Project("six", ("six.py",)),
    Project("SQLAlchemy", ("sqlalchemy",)),
    Project("waitress", ("waitress",)),
    Project("Werkzeug", ("werkzeug",)),
)
