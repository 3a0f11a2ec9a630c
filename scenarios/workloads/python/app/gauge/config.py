"""Settings, from a TOML file."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path


class ConfigError(Exception):
    """A configuration that cannot be used; the message says why."""


@dataclass(frozen=True)
class Config:
    database: str = "sqlite:////tmp/gauge.db"
    listen: str = "0.0.0.0:8080"
    bucket: str = "1H"
    """Width of the intervals in which readings are averaged, as pandas spells it."""
    tolerance: float = 3.5
    """From how many median deviations on a reading is an outlier."""
    max_upload: int = 8 << 20

    def __post_init__(self):
        if self.tolerance <= 0:
            raise ConfigError(f"tolerance must be positive, not {self.tolerance}")
        if not self.listen.rpartition(":")[2].isdigit():
            raise ConfigError(f"listen must end with a port: {self.listen}")


def load(path: Path | None) -> Config:
    """Reads a file; what it does not set keeps its default."""
    if path is None:
        return Config()
    try:
        values = tomllib.loads(path.read_text())
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    unknown = values.keys() - {field.name for field in fields(Config)}
    if unknown:
        raise ConfigError(f"{path}: unknown setting {', '.join(sorted(unknown))}")
    return Config(**values)
