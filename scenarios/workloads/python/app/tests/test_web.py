import unittest

from gauge.config import Config
from gauge.store import Store
from gauge.web import create_app

CSV = """sensor,taken_at,value,unit
hall,2024-05-01T10:00:00Z,20.5,C
hall,2024-05-01T10:10:00Z,20.7,C
hall,2024-05-01T10:20:00Z,cold,C
"""


class WebTest(unittest.TestCase):
    def setUp(self):
        self.client = create_app(Config(), Store("sqlite://")).test_client()

    def test_readings_are_added_once(self):
        first = self.client.post("/api/readings", data=CSV)
        self.assertEqual(first.status_code, 201)
        self.assertEqual(first.json["added"], 2)
        self.assertEqual(first.json["rejected"], ["line 4: no number"])
        self.assertEqual(self.client.post("/api/readings", data=CSV).json["added"], 0)

    def test_a_sensor_has_a_page_and_a_description(self):
        self.client.post("/api/readings", data=CSV)
        self.assertIn("20.6", self.client.get("/sensors/hall").text)
        self.assertEqual(self.client.get("/api/sensors/hall").json["summary"]["count"], 2)

    def test_an_unknown_sensor_is_not_found(self):
        self.assertEqual(self.client.get("/api/sensors/attic").status_code, 404)

    def test_a_file_without_readings_is_refused(self):
        self.assertEqual(self.client.post("/api/readings", data="a,b\n1,2\n").status_code, 400)


if __name__ == "__main__":
    unittest.main()
