import unittest

import pandas as pd

from gauge import summary


def series(values, step="10min"):
    index = pd.date_range("2024-05-01", periods=len(values), freq=step)
    return pd.Series(values, index, dtype=float)


class SummaryTest(unittest.TestCase):
    def test_the_median_ignores_an_outlier(self):
        found = summary.summarise(series([1.0, 2.0, 3.0, 4.0, 1000.0]))
        self.assertEqual(found.median, 3.0)
        self.assertEqual(found.count, 5)

    def test_nothing_is_said_of_nothing(self):
        self.assertIsNone(summary.summarise(series([])))

    def test_only_what_is_far_off_is_an_outlier(self):
        values = series([20.0, 20.1, 19.9, 20.2, 35.0, 19.8])
        self.assertEqual(list(summary.outliers(values, 3.5)), [35.0])

    def test_buckets_without_readings_are_left_out(self):
        values = series([1.0, 2.0, 3.0], step="3H")
        self.assertEqual(len(summary.buckets(values, "1H")), 3)

    def test_a_long_silence_is_a_gap(self):
        values = pd.concat([series([1.0] * 5), series([1.0]).shift(freq="1D")])
        self.assertEqual(len(summary.gaps(values)), 1)


if __name__ == "__main__":
    unittest.main()
