# SPDX-License-Identifier: Apache-2.0
"""Reads the polygons of a geobuf buffer (the protobuf form of GeoJSON that geo-tz keeps its tiles in).

Only what such tiles hold is read: a feature collection of (multi)polygons with text properties.
"""

POLYGON, MULTIPOLYGON = 4, 5


def _varint(data, at):
    value, shift = 0, 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _fields(data):
    """Yields (number, value): an integer, or the bytes of whatever has a length."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, wire = tag >> 3, tag & 7
        if wire == 0:
            value, at = _varint(data, at)
        elif wire == 1:
            value, at = data[at:at + 8], at + 8
        elif wire == 2:
            length, at = _varint(data, at)
            value, at = data[at:at + length], at + length
        else:
            raise ValueError(f"geobuf: wire type {wire}")
        yield number, value


def _packed(data):
    at, values = 0, []
    while at < len(data):
        value, at = _varint(data, at)
        values.append(value)
    return values


def _signed(value):
    return (value >> 1) ^ -(value & 1)


def _rings(deltas, lengths, scale):
    """Coordinates are differences that start anew at each ring; the closing point is left out."""
    at = 0
    for length in lengths:
        ring, x, y = [], 0, 0
        for _ in range(length):
            x, y = x + deltas[at], y + deltas[at + 1]
            ring.append((x / scale, y / scale))
            at += 2
        yield ring + ring[:1]


def _geometry(data, scale):
    kind, lengths, deltas = None, [], []
    for number, value in _fields(data):
        if number == 1:
            kind = value
        elif number == 2:
            lengths = _packed(value)
        elif number == 3:
            deltas = [_signed(v) for v in _packed(value)]
    if kind == POLYGON:
        return [list(_rings(deltas, lengths or [len(deltas) // 2], scale))]
    if kind != MULTIPOLYGON:
        raise ValueError(f"geobuf: geometry type {kind}")
    if not lengths:
        return [list(_rings(deltas, [len(deltas) // 2], scale))]
    counts, sizes, at = [], [], 1
    for _ in range(lengths[0]):
        counts.append(lengths[at])
        sizes += lengths[at + 1:at + 1 + lengths[at]]
        at += 1 + lengths[at]
    rings = _rings(deltas, sizes, scale)
    return [[next(rings) for _ in range(count)] for count in counts]


def _feature(data, keys, scale):
    polygons, texts, pairs = [], [], []
    for number, value in _fields(data):
        if number == 1:
            polygons = _geometry(value, scale)
        elif number == 13:
            texts.append(next((v.decode() for n, v in _fields(value) if n == 1), None))
        elif number == 14:
            pairs = _packed(value)
    return {keys[k]: texts[v] for k, v in zip(pairs[::2], pairs[1::2])}, polygons


def features(data):
    """[(properties, [polygon, ...]), ...]; a polygon is a list of closed rings of (lon, lat), outer first."""
    keys, precision, found = [], 6, []
    for number, value in _fields(data):
        if number == 1:
            keys.append(value.decode())
        elif number == 2 and value != 2:
            raise ValueError("geobuf: not two-dimensional")
        elif number == 3:
            precision = value
        elif number == 4:
            found += [v for n, v in _fields(value) if n == 1]
        elif number == 5:
            found.append(value)
    return [_feature(f, keys, 10**precision) for f in found]
