"""Wheels of what Debian has installed."""

import re
import stat
import subprocess
import sysconfig
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from wheel.wheelfile import WheelFile

from .projects import Project

DIST_PACKAGES = Path("/usr/lib/python3/dist-packages")
RELEASED = (2023, 1, 1, 0, 0, 0)
PLATFORM = sysconfig.get_platform().replace("-", "_").replace(".", "_")
# Half of pandas is tests.
LEFT_OUT = {"__pycache__", "tests"}
# Every system that the platform tag stands for has these.
SYSTEM_LIBRARIES = re.compile(r"(libc|libm|libgcc_s|libstdc\+\+|ld-linux[^.]*|linux-vdso)\.so\b")


def pack(project: Project, out: Path) -> list[Path]:
    """Writes the wheels of a project."""
    distribution = metadata.distribution(project.name)
    files = read_files(project)
    wheels = [write(project, distribution, distribution.version, files, out)]
    if project.patch_release:
        name = f"{project.content[0]}/__init__.py"
        patched = files | {name: files[name] + f"\n# Release {project.patch_release}.\n".encode()}
        wheels.append(write(project, distribution, project.patch_release, patched, out))
    return wheels


def read_files(project: Project) -> dict[str, bytes]:
    files = {}
    for name in project.content:
        top = DIST_PACKAGES / name
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            if path.is_file() and not LEFT_OUT.intersection(path.parts):
                files[str(path.relative_to(DIST_PACKAGES))] = path.read_bytes()
    if not files:
        raise SystemExit(f"{project.name}: nothing in {DIST_PACKAGES}")
    return bundled(project, files) if project.bundle else files


def bundled(project: Project, files: dict[str, bytes]) -> dict[str, bytes]:
    """Adds the shared libraries that are not part of every system, and makes the
    extension modules look for them in the wheel."""
    folder = f"{project.name}.libs"
    result = dict(files)
    for name in files:
        if not name.endswith(".so"):
            continue
        libraries = linked_libraries(DIST_PACKAGES / name)
        if not libraries:
            continue
        depth = name.count("/")
        result[name] = with_rpath(files[name], "$ORIGIN/" + "../" * depth + folder)
        for library in libraries:
            result[f"{folder}/{library.name}"] = with_rpath(library.read_bytes(), "$ORIGIN")
    return result


def linked_libraries(path: Path) -> list[Path]:
    found = subprocess.run(["ldd", path], check=True, capture_output=True, text=True).stdout
    libraries = [line.split() for line in found.splitlines()]
    return [
        Path(words[2])
        for words in libraries
        if words[1:2] == ["=>"] and not SYSTEM_LIBRARIES.match(words[0])
    ]


def with_rpath(content: bytes, rpath: str) -> bytes:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        subprocess.run(["patchelf", "--set-rpath", rpath, file.name], check=True)
        return Path(file.name).read_bytes()


def write(project, distribution, version: str, files: dict[str, bytes], out: Path) -> Path:
    name = re.sub(r"[-_.]+", "_", project.name)
    native = any(file.endswith(".so") for file in files)
    tag = f"cp311-cp311-{PLATFORM}" if native else "py3-none-any"
    info = f"{name}-{version}.dist-info"
    files = files | {
        f"{info}/METADATA": describe(distribution, version).encode(),
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: packer\n"
            f"Root-Is-Purelib: {str(not native).lower()}\nTag: {tag}\n"
        ).encode(),
    }
    if entry_points := distribution.read_text("entry_points.txt"):
        files[f"{info}/entry_points.txt"] = entry_points.encode()
    path = out / f"{name}-{version}-{tag}.whl"
    with WheelFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:  # writes RECORD by itself
        for file in sorted(files):
            entry = zipfile.ZipInfo(file, RELEASED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            wheel.writestr(entry, files[file])
    return path


def describe(distribution, version: str) -> str:
    """The METADATA of a distribution, with what eggs keep in a file of its own."""
    text = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO")
    head, _, body = text.partition("\n\n")
    lines = [
        f"Version: {version}" if line.startswith("Version:") else line
        for line in head.splitlines()
        if not line.startswith("Requires-Dist:")
    ]
    lines += [f"Requires-Dist: {one}" for one in distribution.requires or ()]
    return "\n".join(lines) + "\n\n" + body
