"""Readings in a relational database."""

from contextlib import contextmanager

import pandas as pd
from sqlalchemy import (
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    String,
    UniqueConstraint,
    create_engine,
    func,
    select,
)
from sqlalchemy.orm import Session, declarative_base, relationship
from sqlalchemy.pool import StaticPool

Base = declarative_base()


class Sensor(Base):
    __tablename__ = "sensors"

    id = Column(Integer, primary_key=True)
    name = Column(String(80), nullable=False, unique=True)
    unit = Column(String(20), nullable=False, default="")
    readings = relationship("Reading", back_populates="sensor", cascade="all, delete-orphan")


class Reading(Base):
    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("sensor_id", "taken_at"),)

    id = Column(Integer, primary_key=True)
    sensor_id = Column(ForeignKey("sensors.id"), nullable=False, index=True)
    taken_at = Column(DateTime, nullable=False)
    value = Column(Float, nullable=False)
    sensor = relationship("Sensor", back_populates="readings")


class Store:
    def __init__(self, url: str):
        options = {}
        if url == "sqlite://":  # in memory: every connection must be the same one
            options = {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}}
        self.engine = create_engine(url, future=True, **options)
        Base.metadata.create_all(self.engine)

    @contextmanager
    def session(self):
        with Session(self.engine, future=True) as session, session.begin():
            yield session

    def add(self, readings: pd.DataFrame) -> int:
        """Adds readings (sensor, unit, taken_at, value); those that are there already
        stay as they are. Returns how many were new."""
        added = 0
        with self.session() as session:
            for (name, unit), group in readings.groupby(["sensor", "unit"]):
                sensor = self._sensor(session, name, unit)
                known = set(
                    session.scalars(select(Reading.taken_at).where(Reading.sensor_id == sensor.id))
                )
                for row in group.itertuples():
                    taken_at = row.taken_at.to_pydatetime()
                    if taken_at in known:
                        continue
                    known.add(taken_at)
                    session.add(Reading(sensor=sensor, taken_at=taken_at, value=row.value))
                    added += 1
        return added

    def sensors(self) -> list[dict]:
        """Every sensor with the number of its readings and the time of the last."""
        query = (
            select(
                Sensor.name,
                Sensor.unit,
                func.count(Reading.id).label("readings"),
                func.max(Reading.taken_at).label("last"),
            )
            .join(Reading, isouter=True)
            .group_by(Sensor.id)
            .order_by(Sensor.name)
        )
        with self.session() as session:
            return [dict(row._mapping) for row in session.execute(query)]

    def readings(self, sensor: str) -> pd.Series | None:
        """The values of a sensor by time, or nothing when it is unknown."""
        query = (
            select(Reading.taken_at, Reading.value)
            .join(Sensor)
            .where(Sensor.name == sensor)
            .order_by(Reading.taken_at)
        )
        with self.session() as session:
            if session.scalar(select(Sensor.id).where(Sensor.name == sensor)) is None:
                return None
            rows = session.execute(query).all()
        index = pd.DatetimeIndex([row.taken_at for row in rows], name="taken_at")
        return pd.Series([row.value for row in rows], index=index, name=sensor, dtype=float)

    @staticmethod
    def _sensor(session: Session, name: str, unit: str) -> Sensor:
        sensor = session.scalar(select(Sensor).where(Sensor.name == name))
        if sensor is None:
            sensor = Sensor(name=name, unit=unit)
            session.add(sensor)
            session.flush()
        return sensor
