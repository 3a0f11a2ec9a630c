"""A source distribution of greenlet, whose Debian package holds the sources."""

import gzip
import io
import tarfile
from pathlib import Path

from .wheels import DIST_PACKAGES

NAME = "greenlet-2.0.2"
SOURCES = {".py", ".cpp", ".h", ".hpp"}


def pack(project: Path, out: Path) -> Path:
    """Writes the distribution: the sources, with the pyproject.toml and setup.py of `project`."""
    files = {path.name: path for path in sorted(project.iterdir())}
    for path in sorted((DIST_PACKAGES / "greenlet").rglob("*")):
        if path.suffix in SOURCES:
            files[f"src/{path.relative_to(DIST_PACKAGES)}"] = path
    files["PKG-INFO"] = DIST_PACKAGES / f"{NAME}.egg-info/PKG-INFO"
    if "src/greenlet/greenlet.cpp" not in files:
        raise SystemExit("Debian's package of greenlet has no greenlet.cpp")
    target = out / f"{NAME}.tar.gz"
    # No times of the packing in it: the same sources, the same hash.
    with gzip.GzipFile(target, "wb", mtime=0) as stream, tarfile.open(fileobj=stream, mode="w") as tar:
        for name, path in sorted(files.items()):
            content = path.read_bytes()
            entry = tarfile.TarInfo(f"{NAME}/{name}")
            entry.size, entry.mtime = len(content), 1672531200
            tar.addfile(entry, io.BytesIO(content))
    return target
