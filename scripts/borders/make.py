# SPDX-License-Identifier: Apache-2.0
"""make.py PACKAGES LIBRARY: writes every entry of the catalogue into LIBRARY, the same bytes on every run."""
import hashlib
import json
import math
import pathlib
import sys

import catalogue
import shapes


def outlines(source, window_name, packages):
    window, states = catalogue.WINDOWS[window_name], source.only or catalogue.STATES[window_name]
    found = source.reader(packages, states, window)
    missing = set(states) - set(found)
    if missing:
        raise ValueError(f"{source.name}: no {', '.join(sorted(missing))}")
    found = shapes.cut(found, window)
    if source.inland_water:
        found = shapes.filled(found)
    if source.thin:
        found = shapes.thinned(found, window, source.thin / catalogue.METRES_PER_DEGREE)
    return found


def geojson(source, found):
    def feature(state):
        return json.dumps({"type": "Feature", "properties": {"state": state},
                           "geometry": {"type": "MultiPolygon", "coordinates": shapes.tidy(found[state])}},
                          separators=(",", ":"))
    head = json.dumps({"attribution": source.attribution, "licence": source.licence}, ensure_ascii=False)[1:-1]
    rows = ",\n".join(feature(state) for state in sorted(found))
    return f'{{"type": "FeatureCollection", {head}, "features": [\n{rows}\n]}}\n'.encode()


def textproto(source, window_name, file, sha256, found):
    text = lambda value: json.dumps(value, ensure_ascii=False)
    line, shift = source.sigma
    west, south, east, north = catalogue.WINDOWS[window_name]
    fields = [
        ("id", text(f"{source.name}-{window_name}")),
        ("title", text(f"{source.title}, {catalogue.NAMES[window_name]}")),
        ("file", text(file)), ("sha256", text(sha256)),
        ("publisher", text(source.publisher)), ("edition", text(source.edition)),
        *([("date", text(source.date))] if source.date else []),
        ("licence", text(source.licence)), ("attribution", text(source.attribution)),
        ("edge", "LON_LAT"), ("line_error", text(f"{line} m")), ("shift_error", text(f"{shift} m")),
        ("correlation", text(source.correlation)),
        *[("states", text(state)) for state in sorted(found)],
        *([("known_flaw", text(source.flaw))] if source.flaw else []),
        ("family", text(source.family)), ("extent", source.extent), ("made_by", text(source.made_by)),
    ]
    rows = [f"{name}: {value}" for name, value in fields]
    rows.append(f"frame {{ west: {west} south: {south} east: {east} north: {north} }}")
    return ("# proto-file: recon/v1/zone.proto\n# proto-message: recon.v1.Border\n"
            f"# Written by scripts/make-borders. The errors: docs/borders.md. The licence: LICENCES.md.\n\n"
            + "\n".join(rows) + "\n").encode()


def main(packages, library):
    made = {}
    for source, window_name in catalogue.ENTRIES:
        file = f"{source.file_name}-{window_name}.geojson"
        if file not in made:
            found = outlines(source, window_name, packages)
            (library / file).write_bytes(geojson(source, found))
            made[file] = found
        digest = hashlib.sha256((library / file).read_bytes()).hexdigest()
        identifier = f"{source.name}-{window_name}"
        (library / f"{identifier}.textproto").write_bytes(textproto(source, window_name, file, digest, made[file]))
        print(f"{identifier}: {file}, {math.ceil((library / file).stat().st_size / 1000)} kB, "
              + ", ".join(f"{s} {len(made[file][s].geoms)} parts" for s in sorted(made[file])), flush=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
