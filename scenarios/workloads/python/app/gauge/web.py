"""The HTTP service: pages to read, JSON to use, a place to send readings to."""

from flask import Flask, abort, jsonify, render_template, request

from . import chart, ingest, summary, version
from .banner import BANNER
from .config import Config
from .store import Store


def create_app(config: Config, store: Store) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = config.max_upload
    app.jinja_env.globals.update(banner=BANNER, version=version.NUMBER)

    def readings_of(sensor: str):
        values = store.readings(sensor)
        if values is None:
            abort(404, f"no sensor {sensor}")
        return values

    @app.get("/")
    def index():
        return render_template("index.html", sensors=store.sensors())

    @app.get("/sensors/<sensor>")
    def sensor_page(sensor: str):
        values = readings_of(sensor)
        hourly = summary.buckets(values, config.bucket)
        return render_template(
            "sensor.html",
            sensor=sensor,
            summary=summary.summarise(values),
            outliers=summary.outliers(values, config.tolerance).tail(20).items(),
            gaps=summary.gaps(values),
            line=chart.sparkline(hourly["mean"]),
        )

    @app.get("/api/sensors")
    def list_sensors():
        return jsonify(store.sensors())

    @app.get("/api/sensors/<sensor>")
    def describe(sensor: str):
        values = readings_of(sensor)
        found = summary.summarise(values)
        return jsonify(
            sensor=sensor,
            summary=found and found.as_dict(),
            outliers=[
                {"taken_at": at.isoformat(), "value": value}
                for at, value in summary.outliers(values, config.tolerance).items()
            ],
        )

    @app.post("/api/readings")
    def add_readings():
        try:
            batch = ingest.read_csv(request.stream)
        except ingest.IngestError as error:
            return jsonify(error=str(error)), 400
        added = store.add(batch.readings)
        return jsonify(added=added, rejected=batch.rejected), 201 if added else 200

    @app.get("/healthz")
    def health():
        return jsonify(status="ok", version=version.NUMBER)

    return app
