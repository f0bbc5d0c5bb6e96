# SPDX-License-Identifier: Apache-2.0
"""measure.py LIBRARY PAGE: checks every entry of LIBRARY and writes what it measures into PAGE, between its marks.

Distances are WGS 84 geodesics to the nearest point of an edge that is straight in longitude and latitude and
does not lie along the frame.
"""
import hashlib
import json
import math
import pathlib
import re
import sys

from geographiclib.geodesic import Geodesic
from shapely.geometry import LineString, Point, box, shape
from shapely.ops import linemerge, nearest_points, transform

MILE = 1852.0  # nautical, metres
POINTS = [  # name, latitude, longitude, state, window
    ("25°59'43\"N 57°02'25\"E", (25, 59, 43), (57, 2, 25), "IRN", "hormuz"),
    ("25°57'42\"N 56°58'22\"E", (25, 57, 42), (56, 58, 22), "IRN", "hormuz"),
    ("35.80°N 35.54°E", (35.80,), (35.54,), "SYR", "levant"),
    ("35°48'26\"N 35°37'59\"E", (35, 48, 26), (35, 37, 59), "SYR", "levant"),
]
LATITUDES = (35.8125, 35.815, 35.82, 35.83, 35.84, 35.86)
SALIENT = box(36.02, 35.7, 36.30, 35.9)
NEAR_BORDER = (35.9, 35.6, 36.8, 36.6)                               # west, south, east, north
BORDER, TIP = (35.98, 35.7, 36.6, 36.5), (35.98, 35.78, 36.20, 36.02)  # parts of it that are compared


def degrees(parts):
    return sum(part / 60**i for i, part in enumerate(parts))


def distance(lat1, lon1, lat2, lon2):
    return Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"]


def edges(area, frame):
    """Pairs of neighbouring vertices, but for those along one side of the frame."""
    west, south, east, north = frame
    def along_side(a, b):
        return any(a[axis] == b[axis] == side for axis, side in ((0, west), (0, east), (1, south), (1, north)))
    for part in area.geoms:
        for ring in (part.exterior, *part.interiors):
            points = list(ring.coords)
            yield from ((a, b) for a, b in zip(points, points[1:]) if not along_side(a, b))


def metres_to(area, frame, lat, lon):
    """On a plane first, to find the few edges that may be nearest; then along each by the geodesic."""
    squeeze = math.cos(math.radians(lat))
    def plane(point):
        return (point[0] - lon) * squeeze, point[1] - lat
    def rough(edge):
        (x1, y1), (x2, y2) = map(plane, edge)
        dx, dy = x2 - x1, y2 - y1
        t = max(0.0, min(1.0, -(x1 * dx + y1 * dy) / (dx * dx + dy * dy)))
        return math.hypot(x1 + t * dx, y1 + t * dy), t
    ranked = [(*rough(edge), edge) for edge in edges(area, frame)]
    limit = 1.02 * min(row[0] for row in ranked) + 1e-6
    best = math.inf
    for far, _, (a, b) in ranked:
        if far > limit:
            continue
        at = lambda t: distance(lat, lon, a[1] + t * (b[1] - a[1]), a[0] + t * (b[0] - a[0]))
        low, high = 0.0, 1.0
        while high - low > 1e-7:
            left, right = low + (high - low) / 3, high - (high - low) / 3
            low, high = (low, right) if at(left) < at(right) else (left, high)
        best = min(best, at(low))
    return best


def tip(turkey):
    """The southernmost vertex of the salient, or both ends when its southern side is flat."""
    finger = turkey.intersection(SALIENT)
    part = min(getattr(finger, "geoms", [finger]), key=lambda p: p.bounds[1])
    lat = min(y for _, y in part.exterior.coords)
    lons = sorted({x for x, y in part.exterior.coords if y == lat})
    return f"{lat:.4f}°N " + "–".join(f"{lon:.4f}" for lon in lons) + "°E"


def chord(turkey, lat):
    """Metres of the parallel inside Türkiye, within the salient's longitudes."""
    inside = turkey.intersection(LineString([(SALIENT.bounds[0], lat), (SALIENT.bounds[2], lat)]))
    pieces = [p for p in getattr(inside, "geoms", [inside]) if p.geom_type == "LineString" and not p.is_empty]
    return sum(distance(lat, p.bounds[0], lat, p.bounds[2]) for p in pieces)


def entry(path):
    """What a textproto says, as far as the checks need it, and its outlines."""
    text = path.read_text(encoding="utf-8")
    said = {}
    for name, value in re.findall(r'^(\w+): (.+)$', text, re.M):
        said.setdefault(name, []).append(value.strip('"'))
    frame = re.search(r"west: (\S+) south: (\S+) east: (\S+) north: (\S+)", text).groups()
    return said, tuple(map(float, frame))


def check(path, said, frame, states):
    """Says what is wrong with an entry; an entry that passes can be used as docs/borders.md promises."""
    assert said["id"] == [path.stem], path
    data = (path.parent / said["file"][0]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == said["sha256"][0], f"{path}: not the file it was written for"
    assert sorted(states) == sorted(said["states"]), path
    for state, area in states.items():
        assert area.is_valid and area.within(box(*frame)), f"{path}: {state}"
        assert next(edges(area, frame), None), f"{path}: {state} has no edge but the frame"
        for (x, y), _ in edges(area, frame):
            near = min(abs(x - frame[0]), abs(x - frame[2]), abs(y - frame[1]), abs(y - frame[3]))
            assert near == 0 or near >= 0.9e-6, f"{path}: {state} nearly touches the frame at {y} {x}"


def read(library):
    entries = []
    for path in sorted(library.glob("*.textproto")):
        said, frame = entry(path)
        features = json.loads((library / said["file"][0]).read_text(encoding="utf-8"))["features"]
        states = {f["properties"]["state"]: shape(f["geometry"]) for f in features}
        check(path, said, frame, states)
        entries.append((path.stem, said, frame, states, (library / said["file"][0]).stat().st_size))
    return entries


def table(head, rows):
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *rows])


def contents(entries):
    def vertices(states):
        return sum(len(r.coords) - 1 for a in states.values() for p in a.geoms for r in (p.exterior, *p.interiors))
    rows = []
    for name, said, frame, states, size in entries:
        rows.append([f"`{name}`", said["extent"][0], " ".join(sorted(states)),
                     "{}–{}°E {}–{}°N".format(frame[0], frame[2], frame[1], frame[3]), said["file"][0],
                     str(vertices(states)), f"{size / 1000:.0f}", f"{said['line_error'][0]}, {said['shift_error'][0]}"])
    return table(["entry", "extent", "states", "frame", "file", "vertices", "kB", "line, shift error"], rows)


def salient(entries):
    rows, seen = [], set()
    for name, said, _, states, _ in entries:
        if "TUR" in states and said["file"][0] not in seen:
            seen.add(said["file"][0])
            chords = [chord(states["TUR"], latitude) for latitude in LATITUDES]
            rows.append([f"`{name}`", tip(states["TUR"]), *(f"{c:.0f}" if c else "–" for c in chords)])
    return table(["entry", "tip", *(f"{latitude}°N" for latitude in LATITUDES)], rows)


def coasts(entries):
    rows = []
    for name, said, frame, states, _ in entries:
        if said["extent"] != ["LAND"]:
            continue
        row = [f"`{name}`"]
        for _, lat, lon, state, window in POINTS:
            here = name.endswith(window)
            metres = metres_to(states[state], frame, degrees(lat), degrees(lon)) if here else None
            row.append(f"{metres / MILE:.3f} NM ({metres:.0f} m)" if here else "")
        rows.append(row)
    return table(["entry", *(f"{name} to {state}" for name, _, _, state, _ in POINTS)], rows)


def flat(line):
    """Metres on a plane about the Turkish-Syrian land border, true to 1 % over it."""
    return transform(lambda lon, lat: (111_320 * math.cos(math.radians(lat)) * (lon - 36.29), 110_950 * (lat - 36.15)), line)


def syrian_edge(states, frame):
    lines = linemerge([LineString(edge) for edge in edges(states["SYR"], frame)])
    return flat(lines.intersection(box(*NEAR_BORDER)))


def samples(line, part, every):
    """Points of the line, `every` so many metres, within `part`, where no Syrian coast lies."""
    inside = line.intersection(flat(box(*part)))
    return [piece.interpolate(at) for piece in getattr(inside, "geoms", [inside])
            for at in range(0, int(piece.length) + 1, every)]


def spread(line, other, part):
    """Mean, root mean square, 95th percentile and largest of the distances between two lines, both ways."""
    there = sorted(p.distance(other) for p in samples(line, part, 50))
    back = sorted(p.distance(line) for p in samples(other, part, 50))
    both = there + back
    return (sum(both) / len(both), math.sqrt(sum(d * d for d in both) / len(both)),
            max(d[int(0.95 * len(d))] for d in (there, back)), max(there[-1], back[-1]))


def best_shift(line, other, part):
    """The east and north shift of `line` that brings it nearest to `other`, and the rms left (one way).
    Gauss-Newton on the distances, each along its own direction."""
    east = north = 0.0
    points = samples(line, part, 200)
    for _ in range(12):
        moved = [Point(p.x + east, p.y + north) for p in points]
        pull = [(foot.x - p.x, foot.y - p.y) for p in moved for foot in nearest_points(other, p)[:1]]
        left = math.sqrt(sum(x * x + y * y for x, y in pull) / len(pull))
        normals = [(x / math.hypot(x, y), y / math.hypot(x, y), math.hypot(x, y)) for x, y in pull if x or y]
        xx, xy, yy = (sum(n[i] * n[j] for n in normals) for i, j in ((0, 0), (0, 1), (1, 1)))
        gx, gy = (sum(n[i] * n[2] for n in normals) for i in (0, 1))
        east += (yy * gx - xy * gy) / (xx * yy - xy * xy)
        north += (xx * gy - xy * gx) / (xx * yy - xy * xy)
    return east, north, left


def lines(entries):
    drawn, seen = {}, set()
    for name, said, frame, states, _ in entries:
        if "TUR" in states and said["file"][0] not in seen:
            seen.add(said["file"][0])
            drawn[name] = syrian_edge(states, frame)
    reference = drawn.pop(next(name for name in drawn if name.startswith("osm-2026")))
    rows = []
    for name, line in drawn.items():
        figures = [" / ".join(f"{v:.0f}" for v in spread(line, reference, part)) for part in (BORDER, TIP)]
        east, north, left = best_shift(line, reference, BORDER)
        rows.append([f"`{name}`", *figures, f"{east:+.0f}, {north:+.0f}", f"{left:.0f}"])
    return table(["entry", "border: mean / rms / p95 / max", "salient: mean / rms / p95 / max", "best shift E, N", "rms left"],
                 rows)


def limits(entries):
    rows = []
    for name, said, frame, states, _ in entries:
        if said["extent"] != ["LAND_AND_SEA"]:
            continue
        row = [f"`{name}`"]
        for _, lat, lon, state, _ in POINTS:
            lat, lon = degrees(lat), degrees(lon)
            if state not in states or not box(*frame).contains(Point(lon, lat)):
                row.append("")
                continue
            inside = states[state].contains(Point(lon, lat))
            row.append(f"{'inside' if inside else 'outside'} by {metres_to(states[state], frame, lat, lon):.0f} m")
        rows.append(row)
    return table(["entry", *(f"{name}, {state}" for name, _, _, state, _ in POINTS)], rows)


def main(library, page):
    entries = read(library)
    text = page.read_text(encoding="utf-8")
    for mark, write in (("contents", contents), ("salient", salient), ("coasts", coasts), ("limits", limits), ("lines", lines)):
        start, end = f"<!-- {mark}: written by scripts/make-borders -->", f"<!-- end of {mark} -->"
        before, after = text.index(start) + len(start), text.index(end)
        text = text[:before] + "\n" + write(entries) + "\n" + text[after:]
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
