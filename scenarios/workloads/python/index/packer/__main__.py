"""Packs a static package index, and the lock file that goes with it."""

import argparse
import hashlib
import html
import re
import shutil
from collections import defaultdict
from pathlib import Path

from . import sdist, wheels
from .projects import WHEELS

# Offered for building and as the builds' own pip, not part of the program.
TOOLS = {"pip", "setuptools", "wheel"}


def main() -> None:
    parser = argparse.ArgumentParser(prog="packer", description=__doc__)
    parser.add_argument("--ready", type=Path, required=True, help="folder of ready wheels")
    parser.add_argument("--greenlet", type=Path, required=True, help="build files of greenlet")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    args = parser.parse_args()

    files = args.out / "files"
    files.mkdir(parents=True)
    for project in WHEELS:
        wheels.pack(project, files)
    sdist.pack(args.greenlet, files)
    for wheel in sorted(args.ready.glob("*.whl")):
        shutil.copy(wheel, files)

    projects = defaultdict(list)
    for path in sorted(files.iterdir()):
        projects[normalized(path.name.split("-")[0])].append(path)
    for name, offered in projects.items():
        write_index(args.out / "simple" / name / "index.html", offered)
        print(name, *(path.name for path in offered))
    write_lock(args.out / "context" / "requirements.lock", projects)


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_index(target: Path, offered: list[Path]) -> None:
    links = [
        f'<a href="../../files/{html.escape(path.name)}#sha256={sha256(path)}">{path.name}</a><br>'
        for path in offered
    ]
    target.parent.mkdir(parents=True)
    target.write_text("<!DOCTYPE html>\n<html><body>\n" + "\n".join(links) + "\n</body></html>\n")


def write_lock(target: Path, projects: dict[str, list[Path]]) -> None:
    """Pins the first version of each project, with the hashes of all."""
    lines = []
    for name, offered in sorted(projects.items()):
        if name in TOOLS:
            continue
        version = offered[0].name.removesuffix(".tar.gz").split("-")[1]
        hashes = "".join(f" \\\n    --hash=sha256:{sha256(path)}" for path in offered)
        lines.append(f"{name}=={version}{hashes}\n")
    target.parent.mkdir(parents=True)
    target.write_text("".join(lines))


main()
