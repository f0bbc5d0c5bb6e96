# SPDX-License-Identifier: Apache-2.0
"""Reads each publisher's format: {ISO 3166 alpha-3: polygons}, uncut, as far as the window reaches.

`folder` is where scripts/make-borders unpacks the packages, one folder each.
"""
import json
import subprocess

from shapely.geometry import LineString, Polygon, box, shape
from shapely.ops import unary_union

import geobuf
import shapes

NEIGHBOURHOOD = 1.0  # degrees read beyond the window, so that its sides cut through whole polygons
ISO2 = {"TUR": "TR", "SYR": "SY", "LBN": "LB", "IRN": "IR", "OMN": "OM", "ARE": "AE"}
TIME_ZONE = {"TUR": "Europe/Istanbul", "SYR": "Asia/Damascus", "IRN": "Asia/Tehran",
             "OMN": "Asia/Muscat", "ARE": "Asia/Dubai"}


def geojson(path, key, states, window):
    """`states` None: every state that comes near the window."""
    reach = box(*window)
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    found = {}
    for feature in features:
        state = feature["properties"].get(key)
        if states is None or state in states:
            # a GeometryCollection of one polygon in some packages: polygons() unwraps it
            area = shapes.polygons(shape(feature["geometry"]))
            if area.intersects(reach):
                found[state] = area
    return found


def osm_borders(folder, states, window):
    return geojson(folder / "osm_borders-maritime_2m-1.1.0/borders.geo.json", "isoA3", states, window)


def geo_maps(folder, states, window):
    return geojson(folder / "geo-maps-countries-coastline-1m-0.6.0/map.geo.json", "A3", states, window)


def natural_earth(folder, states, window):
    return geojson(folder / "country-locator-2.1.1/countries.geojson", "ISO_A3", states, window)


def _leaves(node, bounds, path, reach):
    """The leaves of geo-tz's quadtree that touch `reach`; a = NE, b = NW, c = SW, d = SE."""
    west, south, east, north = bounds
    if west > reach[2] or east < reach[0] or south > reach[3] or north < reach[1]:
        return
    if not isinstance(node, dict) or "pos" in node:
        yield path, bounds, node
        return
    x, y = (west + east) / 2, (south + north) / 2
    quarters = {"a": (x, y, east, north), "b": (west, y, x, north),
                "c": (west, south, x, y), "d": (x, south, east, y)}
    for quarter, child in node.items():
        yield from _leaves(child, quarters[quarter], path + quarter, reach)


def _geo_tz(index, root, features_of, states, window):
    """One polygon per state from tiles: each stored polygon was cut at its tile, on a grid of 1e-6 degree,
    so tiles without a border are rounded to that grid too and the seams close by themselves."""
    with open(index, encoding="utf-8") as file:
        index = json.load(file)
    reach = shapes.padded(window, NEIGHBOURHOOD)
    zone_of = {index["timezones"].index(TIME_ZONE[state]): state for state in states}
    name_of = {TIME_ZONE[state]: state for state in states}
    parts = {state: [] for state in states}
    for path, bounds, leaf in _leaves(index["lookup"], root, "", reach):
        if leaf == "f" or isinstance(leaf, dict):
            for properties, polygons in features_of(path, leaf):
                state = name_of.get(properties["tzid"])
                if state:
                    parts[state] += [Polygon(rings[0], rings[1:]) for rings in polygons]
        else:
            for zone in leaf if isinstance(leaf, list) else [leaf]:
                if zone in zone_of:
                    parts[zone_of[zone]].append(box(*(round(side, 6) for side in bounds)))
    return {state: shapes.polygons(unary_union([p if p.is_valid else p.buffer(0) for p in pieces]))
            for state, pieces in parts.items() if pieces}


def geo_tz_2016(folder, states, window):
    data = folder / "geo-tz-3.3.0/data"

    def features_of(path, _):
        return geobuf.features((data.joinpath(*path) / "geo.buf").read_bytes())
    return _geo_tz(data / "index.json", (-180, -90, 180, 90), features_of, states, window)


def geo_tz_2026(folder, states, window):
    data = folder / "geo-tz-8.1.9/data"
    tiles = (data / "timezones.geojson.geo.dat").read_bytes()  # not the 1970 one, which merges countries

    def features_of(_, leaf):
        return geobuf.features(tiles[leaf["pos"]:leaf["pos"] + leaf["len"]])
    root = (-179.9999, -89.9999, 179.9999, 89.9999)
    return _geo_tz(data / "timezones.geojson.index.json", root, features_of, states, window)


def _gmt(*options):
    """The lines `gmt coast` prints: [(what follows '>', [(lon, lat), ...]), ...]."""
    text = subprocess.run(["gmt", "coast", *options, "-M", "--FORMAT_FLOAT_OUT=%.8f"], check=True,
                          capture_output=True, text=True).stdout
    lines = []
    for row in text.splitlines():
        if row.startswith(">"):
            lines.append((row[1:].strip(), []))
        elif row and not row.startswith("#"):
            longitude, latitude = map(float, row.split()[:2])
            lines[-1][1].append((longitude - 360 if longitude > 180 else longitude, latitude))
    return lines


def dcw(folder, states, window):
    found = {}
    for state in states:
        rings = [points for _, points in _gmt(f"-E{ISO2[state]}") if len(points) > 3]
        near = box(*shapes.padded(window, NEIGHBOURHOOD))
        pieces = [p if p.is_valid else p.buffer(0) for p in map(Polygon, rings) if p.intersects(near)]
        found[state] = shapes.polygons(unary_union(pieces))
    return found


def gshhg(folder, states, window):
    """Land polygons from lines: WVS shore (level 1: lakes and islands in them stay land) and WDBII borders.
    The lines carry no names; each face is named by the OSM land of 2017 that covers most of it."""
    region = "-R" + "/".join(f"{side:.8f}" for side in
                             (window[0], window[2], window[1], window[3]))
    shore = [LineString(points) for _, points in _gmt(region, "-W1", "-A0/0/1", "-Df") if len(points) > 1]
    border = [LineString(points) for _, points in _gmt(region, "-N1", "-Df") if len(points) > 1]
    named = shapes.named_faces(shore, border, geo_maps(folder, None, window), window)
    return {state: named[state] for state in states}
