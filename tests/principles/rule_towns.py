"""Small worlds made of places: so many people of an area and unit, so far from a vårdcentral."""

from __future__ import annotations

import dataclasses
from typing import NamedTuple

import numpy as np
import pandas as pd

from geoaccess.times import Times

NONE = float("nan")
FAR = 5400


class Place(NamedTuple):
    """People of one area and unit; seconds to what the rule asks about, need and care of each."""

    area: str
    unit: str
    people: float
    seconds: int = 300
    settlement: str = "C"
    need: float = 1.0
    care: float = NONE


def town(*places, **changes):
    """The tiny world with these people; `changes` are facts, or functions of the evidence."""

    def build(world):
        rows = pd.DataFrame(list(places), columns=Place._fields)
        rows.index = pd.Index([f"p{number}" for number in range(len(rows))], name="point_id")
        areas = rows.groupby("area", sort=False)
        first = areas.first()
        units = [unit for unit in ("u1", "u2") if unit in set(rows["unit"])]
        evidence = dataclasses.replace(
            world(),
            areas=pd.DataFrame(
                {
                    "name": first.index,
                    "unit_id": first["unit"],
                    "settlement": first["settlement"],
                    "people": areas["people"].sum(),
                    "need_index": first["need"],
                    "need_relative": first["need"],
                }
            ),
            points=pd.DataFrame(
                {
                    "area_id": rows["area"],
                    "unit_id": rows["unit"],
                    "settlement": rows["settlement"],
                    "people": rows["people"].astype(float),
                    "seconds_car": rows["seconds"].astype(np.uint16),
                    "care": rows["care"],
                }
            ),
            units=pd.DataFrame({"name": units, "kind": "kommun"}, index=units),
            cutoffs={"car": 7200},
        )
        found = {name: of(evidence) if callable(of) else of for name, of in changes.items()}
        return dataclasses.replace(evidence, **found)

    return build


def staffed(*specialists, **columns):
    """The three sites with so many specialists and no physicians in training."""

    def sites(evidence):
        columns.setdefault("fte_st", [0.0, 0.0, None])
        return evidence.sites.assign(fte_spec=[*specialists, None], **columns)

    return sites


def times_to(site, *others):
    """Times where a place's seconds lead to one site, and `others` tell those to the two left."""

    def times(evidence):
        ids = tuple(evidence.sites.index)
        table = np.full((len(evidence.points), len(ids)), FAR, dtype=np.uint16)
        for other, seconds in others:
            table[:, ids.index(other)] = seconds
        table[:, ids.index(site)] = evidence.points["seconds_car"]
        return {"car": Times("car", tuple(evidence.points.index), ids, table, 7200)}

    return times


def columns(**of):
    """More columns of the points: a callable is given the place's seconds."""

    def points(evidence):
        seconds = evidence.points["seconds_car"]
        return evidence.points.assign(
            **{name: each(seconds) if callable(each) else each for name, each in of.items()}
        )

    return points


def whole(seconds):
    """The same seconds everywhere, as times have them."""
    return np.uint16(seconds)
