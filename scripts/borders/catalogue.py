# SPDX-License-Identifier: Apache-2.0
"""What the library holds: sources (who drew the line, how well) times windows (where a case needs it)."""
from dataclasses import dataclass, replace
from typing import Callable, Optional

import read

WINDOWS = {  # west, south, east, north in degrees
    "yayladagi": (34.9, 35.0, 36.9, 36.6),
    "levant": (34.6, 34.4, 37.2, 37.0),
    "hormuz": (55.5, 24.8, 59.0, 27.4),
}
STATES = {
    "yayladagi": ("TUR", "SYR"),
    "levant": ("TUR", "SYR"),
    "hormuz": ("IRN", "OMN", "ARE"),
}
NAMES = {"yayladagi": "around Yayladağı",
         "levant": "Türkiye and Syria from the coast inland",
         "hormuz": "around the Strait of Hormuz"}

ODBL = "ODbL 1.0"
OSM = "© OpenStreetMap contributors"
METRES_PER_DEGREE = 111_000  # of latitude, rounded down a little: a tolerance in degrees is never larger than said


@dataclass(frozen=True)
class Source:
    name: str            # first part of the id
    title: str
    reader: Callable
    publisher: str
    edition: str
    licence: str
    attribution: str
    extent: str
    family: str
    sigma: tuple         # metres: of the line, of the shift
    correlation: str
    made_by: str
    date: Optional[str] = None
    flaw: Optional[str] = None
    file: Optional[str] = None      # first part of the file's name, when another entry has the same outlines
    thin: Optional[float] = None    # metres
    only: Optional[tuple] = None    # states, where the source does not have all of the window's
    inland_water: bool = False      # fill holes: what the source cuts out of its land

    @property
    def file_name(self):
        return self.file or self.name


CUT = "cut to the window; coordinates rounded to 1e-6 degree"
SEA_TOO = "the outline is land and territorial sea: there is no coast in it"
OSM_LAND_AND_SEA = dict(publisher="OpenStreetMap", licence=ODBL, attribution=OSM, extent="LAND_AND_SEA", family="osm",
                        correlation="1 km")
GMT = dict(licence="LGPL-3.0-or-later", correlation="5 km")

OSM_2016 = Source(
    name="osm-2016-11", title="OpenStreetMap of November 2016", reader=read.geo_tz_2016, edition="2016j of the time zone boundaries",
    date="2016-11", sigma=(40, 155), flaw=SEA_TOO,
    made_by="package geo-tz 3.3.0: tiles of the zones named after the states joined; " + CUT, **OSM_LAND_AND_SEA)
OSM_2022 = Source(
    name="osm-2022-04", title="OpenStreetMap of April 2022", reader=read.osm_borders, edition="maritime_2m 1.1.0",
    date="2022-04-22", sigma=(40, 155), flaw=SEA_TOO,
    made_by="package @osm_borders/maritime_2m 1.1.0 (its publisher simplified to 2 m); " + CUT, **OSM_LAND_AND_SEA)
OSM_2026 = Source(
    name="osm-2026-09", title="OpenStreetMap of September 2026", reader=read.geo_tz_2026, edition="2026d of the time zone boundaries",
    date="2026-09-16", sigma=(30, 106), flaw=SEA_TOO, thin=3.0,
    made_by="package geo-tz 8.1.9 (all zones): tiles of the zones named after the states joined; "
            "each line simplified to 3 m (Douglas-Peucker); " + CUT, **OSM_LAND_AND_SEA)
OSM_COAST = Source(
    name="osm-2017-11", title="OpenStreetMap land of November 2017", reader=read.geo_maps, publisher="OpenStreetMap",
    edition="geo-maps countries-coastline-1m 0.6.0", date="2017-11-30", licence=ODBL, attribution=OSM, extent="LAND", family="osm",
    sigma=(60, 294), correlation="1 km", inland_water=True,
    flaw="the coast comes from OpenStreetMap's simplified land polygons: one vertex every 0.6 to 1.5 km, islets missing",
    made_by="package @geo-maps/countries-coastline-1m 0.6.0; " + CUT)
GSHHG_STEPS = ("Debian gmt-gshhg-full 2.3.7-6, lines by gmt coast (full resolution, shore of level 1) made into polygons; "
               "each named by the OpenStreetMap land of 2017 that covers most of it; "
               "each line simplified to 10 m (Douglas-Peucker); " + CUT)
WDBII = Source(
    name="wdbii", title="World Data Bank II border, World Vector Shoreline coast", reader=read.gshhg, file="gshhg",
    publisher="GSHHG, from World Data Bank II and World Vector Shoreline", edition="GSHHG 2.3.7", date="2017-06-15",
    attribution="GSHHG 2.3.7, Wessel and Smith", extent="LAND", family="wdbii-dcw", sigma=(100, 642), thin=10.0,
    flaw="a line of 1977; the error is that of the land border, not of the coast", made_by=GSHHG_STEPS, **GMT)
WVS = replace(
    WDBII, name="wvs", title="World Vector Shoreline", family="wvs", sigma=(60, 225),
    flaw="the error is that of the coast; the land border in the file is WDBII's and much worse")
DCW = Source(
    name="dcw", title="Digital Chart of the World", reader=read.dcw, publisher="DCW-GMT, from the Digital Chart of the World",
    edition="DCW-GMT 2.1.1", date="1992", attribution="DCW-GMT 2.1.1, Wessel", extent="LAND", family="wdbii-dcw",
    sigma=(100, 945), inland_water=True,
    flaw="digitised from 1:1,000,000 aeronautical charts; neighbours were drawn apart and overlap or leave gaps of some tens of metres",
    made_by="Debian gmt-dcw 2.1.1-1, polygons by gmt coast; " + CUT, **GMT)
NATURAL_EARTH = Source(
    name="natural-earth-10m", title="Natural Earth 1:10,000,000", reader=read.natural_earth, publisher="Natural Earth",
    edition="3.1.0, as in country-locator 2.1.1", licence="public domain", attribution="Made with Natural Earth", extent="LAND",
    family="natural-earth", sigma=(200, 1285), correlation="10 km", inland_water=True,
    flaw="a small-scale map: not admissible for a verdict, draw it only",
    made_by="package country-locator 2.1.1; " + CUT)
SHIFTED = "; around Yayladağı it lies 1.6 km south-west of OpenStreetMap, yet ends 1.3 to 1.5 km north of its tip"

COMPUTED_LIMIT = SEA_TOO + ("; off Iran its seaward side is a 12 NM offset computed from a coast, not a survey, and off "
                            "Kuh-e Mobarak editors moved it by 1.8 km and then by 3.1 km between 2022 and 2025")
COMPUTED_ERROR = dict(sigma=(60, 1499), flaw=COMPUTED_LIMIT)

ENTRIES = [
    (OSM_2016, "yayladagi"), (OSM_2022, "yayladagi"), (OSM_2026, "yayladagi"),
    (WDBII, "levant"), (DCW, "levant"), (replace(NATURAL_EARTH, flaw=NATURAL_EARTH.flaw + SHIFTED), "levant"),
    (WVS, "levant"), (OSM_COAST, "levant"),
    (replace(WVS, flaw=WVS.flaw + "; off Kuh-e Mobarak it lies 1.1 km seaward of OpenStreetMap"), "hormuz"),
    (replace(OSM_COAST, flaw=OSM_COAST.flaw + "; the Omani exclave of Madha lies in both Oman and the Emirates"), "hormuz"),
    (replace(DCW, only=("IRN",), flaw="digitised from 1:1,000,000 aeronautical charts; only Iran: the source lacks Musandam"), "hormuz"), (NATURAL_EARTH, "hormuz"),
    (replace(OSM_2022, **COMPUTED_ERROR), "hormuz"), (replace(OSM_2026, **COMPUTED_ERROR), "hormuz"),
]
