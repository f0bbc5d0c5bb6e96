# SPDX-License-Identifier: Apache-2.0
"""Cutting, naming and thinning of polygons in longitude and latitude. Windows are (west, south, east, north)."""
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.ops import linemerge, polygonize, snap, transform, unary_union
from shapely.geometry.polygon import orient

DIGITS = 6  # of a degree: 0.1 m, finer than any source
GRID = 10.0**-DIGITS


def padded(window, by):
    return window[0] - by, window[1] - by, window[2] + by, window[3] + by


def _parts(geometry, kind):
    if geometry.is_empty:
        return []
    if geometry.geom_type == kind:
        return [geometry]
    return [part for child in getattr(geometry, "geoms", []) for part in _parts(child, kind)]


def polygons(geometry):
    """Only what has an area, whatever it is wrapped in."""
    return MultiPolygon(_parts(geometry, "Polygon"))


def _lines(geometry):
    return _parts(geometry, "LineString") + [LineString(r.coords) for r in _parts(geometry, "LinearRing")]


def rounded(geometry):
    return transform(lambda x, y: (round(x, DIGITS), round(y, DIGITS)), geometry)


def valid(geometry, what):
    """Mends what rounding folded onto itself (fractions of a square metre) and refuses anything larger."""
    if geometry.is_valid:
        return geometry
    mended = rounded(polygons(geometry.buffer(0)))
    if not mended.is_valid or mended.symmetric_difference(geometry.buffer(0)).area > 1e-8:
        raise ValueError(f"{what}: not a valid polygon, and rounding is not the reason")
    return mended


def cut(states, window):
    """Polygons within the window, on the grid; whatever lies along its sides has exactly their coordinates."""
    found = {}
    for state, whole in states.items():
        if not whole.is_valid:
            whole = whole.buffer(0)
        inside = polygons(whole.intersection(box(*window)))
        inside = valid(rounded(inside), state)
        if not inside.is_empty:
            found[state] = inside
    return found


def filled(states):
    """Without holes that no state fills: inland water is land here. Holes with a neighbour in them stay."""
    full = {}
    for state, area in states.items():
        others = [other for name, other in states.items() if name != state]
        kept = [Polygon(part.exterior, [hole for hole in part.interiors
                                        if any(Polygon(hole).intersection(o).area > 0 for o in others)])
                for part in area.geoms]
        full[state] = polygons(unary_union(kept))
    return full


def _frame(window):
    return LineString(box(*window).exterior.coords)


def _label(face, states):
    shares = {state: face.intersection(area).area for state, area in states.items()}
    state = max(sorted(shares), key=shares.get)
    return state, shares[state], sum(shares.values())


def thinned(states, window, tolerance):
    """Douglas-Peucker on each line once, so that neighbours keep a common border. Tolerance in degrees."""
    frame = _frame(window)
    lines = unary_union([area.boundary for area in states.values()]).difference(frame)
    merged = linemerge(_lines(lines))
    thin = [line.simplify(tolerance, preserve_topology=False) for line in _lines(merged)]
    faces = polygonize(unary_union([frame] + [rounded(line) for line in thin]))
    found = {state: [] for state in states}
    for face in faces:
        state, share, total = _label(face, states)
        if total > 0.5 * face.area:
            found[state].append(face)
    return {state: valid(rounded(polygons(unary_union(pieces))), state) for state, pieces in found.items() if pieces}


def _reaching(lines, targets, window, gap):
    """Border lines end at the shore only nearly: a loose end is led straight to the nearest shore."""
    sides = _frame(window)
    anchors = unary_union(targets)
    ends = [end for line in lines for end in (line.coords[0], line.coords[-1])]
    reached = []
    for end in ends:
        loose = ends.count(end) == 1 and Point(end).distance(sides) > GRID
        distance = Point(end).distance(anchors)
        if loose and 0 < distance < gap:
            goal = anchors.interpolate(anchors.project(Point(end)))
            beyond = (goal.x + 0.1 * (goal.x - end[0]), goal.y + 0.1 * (goal.y - end[1]))
            reached.append(LineString([end, beyond]))
    return reached


def named_faces(shore, border, reference, window, gap=0.02):
    """Land polygons from nameless lines. A face that does not touch the frame is land, for a shore of
    level 1 encloses nothing else; one that does is land when most of it is land in `reference`."""
    window_box, frame = box(*window), _frame(window)
    reference = {state: (area if area.is_valid else area.buffer(0)).intersection(window_box)
                 for state, area in reference.items()}
    clip = lambda lines: [part for line in lines for part in _lines(rounded(line).intersection(window_box))]
    shore = [snap(rounded(line), frame, 2 * GRID) for line in _lines(linemerge(clip(shore)))]
    border = clip(border)
    land = [face for face in polygonize(unary_union([frame, *shore]))
            if not face.touches(frame) and not face.exterior.intersects(frame)
            or _label(face, reference)[2] > 0.5 * face.area]
    border = [*border, *_reaching(border, [*shore, frame], window, gap)]
    found = {state: [] for state in reference}
    for face in polygonize(unary_union([area.boundary for area in land] + border)):
        if not any(area.contains(face.representative_point()) for area in land):
            continue
        state, share, _ = _label(face, reference)
        if share == 0:  # an islet the reference lacks
            state = min(sorted(reference), key=lambda name: reference[name].distance(face))
        found[state].append(face)
    return {state: polygons(unary_union(pieces)) for state, pieces in found.items() if pieces}


def tidy(area):
    """One order of parts, rings and vertices, whatever the library's: outer rings anticlockwise (RFC 7946),
    each ring from its south-westernmost vertex, larger parts first."""
    def turned(ring):
        points = [(round(x, DIGITS), round(y, DIGITS)) for x, y in ring.coords[:-1]]
        start = points.index(min(points))
        return points[start:] + points[:start] + [points[start]]
    parts = []
    for part in area.geoms:
        part = orient(part)
        parts.append([turned(part.exterior)] + sorted(turned(hole) for hole in part.interiors))
    return sorted(parts, key=lambda rings: (-Polygon(rings[0]).area, rings[0][0]))
