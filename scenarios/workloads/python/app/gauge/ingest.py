"""Readings from CSV files with the columns sensor, taken_at, value and perhaps unit."""

from dataclasses import dataclass
from typing import IO

import numpy as np
import pandas as pd

REQUIRED = ("sensor", "taken_at", "value")


class IngestError(Exception):
    """A file that holds no readings; the message says why."""


@dataclass(frozen=True)
class Batch:
    readings: pd.DataFrame
    rejected: list[str]
    """What is wrong, one text for each line that was left out."""


def read_csv(stream: IO) -> Batch:
    try:
        table = pd.read_csv(stream, dtype=str, keep_default_na=False, skipinitialspace=True)
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as error:
        raise IngestError(f"not a table: {error}") from error
    missing = [name for name in REQUIRED if name not in table.columns]
    if missing:
        raise IngestError(f"missing column {', '.join(missing)}")
    if "unit" not in table.columns:
        table["unit"] = ""

    sensor = table["sensor"].str.strip()
    taken_at = pd.to_datetime(table["taken_at"], errors="coerce", utc=True)
    value = pd.to_numeric(table["value"], errors="coerce")
    problems = {
        "no sensor": sensor == "",
        "no time": taken_at.isna(),
        "no number": ~np.isfinite(value),
    }
    bad = np.logical_or.reduce(list(problems.values()))
    rejected = [
        f"line {line + 2}: " + ", ".join(name for name, where in problems.items() if where[line])
        for line in np.flatnonzero(bad)
    ]
    readings = pd.DataFrame(
        {
            "sensor": sensor,
            "unit": table["unit"].str.strip(),
            "taken_at": taken_at.dt.tz_localize(None),  # UTC, as the database keeps it
            "value": value,
        }
    )
    return Batch(readings[~bad].reset_index(drop=True), rejected)
