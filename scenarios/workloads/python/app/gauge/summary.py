"""What readings say in a few numbers."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Summary:
    count: int
    mean: float
    median: float
    low: float
    """5 % of the readings are below."""
    high: float
    """5 % are above."""
    spread: float
    """Median deviation from the median, as a standard deviation of normal noise."""

    def as_dict(self) -> dict:
        return asdict(self)


def summarise(values: pd.Series) -> Summary | None:
    """Nothing for no readings."""
    if values.empty:
        return None
    low, median, high = np.percentile(values, [5, 50, 95])
    return Summary(
        count=int(values.size),
        mean=float(values.mean()),
        median=float(median),
        low=float(low),
        high=float(high),
        spread=float(1.4826 * np.median(np.abs(values - median))),
    )


def outliers(values: pd.Series, tolerance: float) -> pd.Series:
    """The readings that are further than `tolerance` spreads from the median."""
    summary = summarise(values)
    if summary is None or summary.spread == 0:
        return values.iloc[:0]
    return values[(values - summary.median).abs() > tolerance * summary.spread]


def buckets(values: pd.Series, width: str) -> pd.DataFrame:
    """Mean, least and greatest value of each interval that has readings."""
    table = values.resample(width).agg(["mean", "min", "max", "count"])
    return table[table["count"] > 0]


def gaps(values: pd.Series, factor: float = 3.0) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Where readings are missing: intervals `factor` times as long as usual."""
    if values.size < 3:
        return []
    steps = np.diff(values.index.to_numpy())
    usual = np.median(steps)
    return [
        (values.index[at], values.index[at + 1]) for at in np.flatnonzero(steps > factor * usual)
    ]
