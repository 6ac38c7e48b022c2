"""CSV (RFC 4180) with a description for programs: a Data Package (https://datapackage.org, version 1)."""

import csv
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from archive import wording
from archive.cell import inert
from archive.store.sheets import Sheet

_CELLS = "A cell that a spreadsheet would take for a formula begins with an apostrophe that is not in the release."


def write(rows: Iterable[Iterable[object]], sheet: Sheet, folder: Path) -> int:
    """Write one sheet in UTF-8 and return its number of rows; no cell is a formula."""
    count = 0
    with (folder / f"{sheet.name}.csv").open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([name for name, *_ in sheet.fields])
        for row in rows:
            writer.writerow([inert(value) for value in row])
            count += 1
    return count


def describe(sheets: Iterable[Sheet], folder: Path, title: str, now: datetime) -> None:
    """Write datapackage.json: what each file is, and what each of its columns says."""
    package = {
        "name": "press-releases",
        "title": title,
        "description": _CELLS,
        "created": wording.machine(now),
        "profile": "tabular-data-package",
        "resources": [_resource(sheet) for sheet in sheets],
    }
    said = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{said}\n", encoding="utf-8")


def _resource(sheet: Sheet) -> dict[str, object]:
    fields = [{"name": name, "type": kind, "description": what} for name, kind, what, _ in sheet.fields]
    return {
        "name": sheet.name,
        "path": f"{sheet.name}.csv",
        "description": sheet.description,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {"fields": fields},
    }
