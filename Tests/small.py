"""A small country: two provinces, four districts, sixteen communes. Its folder is made, read
and verified in a moment."""

import itertools

import known
import running

PROVINCES = ["P1", "P2"]
DISTRICTS = ["D1", "D2", "D3", "D4"]
COMMUNES = [f"C{number:02}" for number in range(1, 17)]

UNIT_COLUMNS = "id,gso_code,level,kind,name_vi,parent_id,valid_from,valid_to\n"
LINK_COLUMNS = "predecessor_id,successor_id,kind,share,effective_date,source\n"


def parent(unit):
    """The unit above; none above the nation."""
    if unit in COMMUNES:
        return DISTRICTS[COMMUNES.index(unit) // 4]
    if unit in DISTRICTS:
        return PROVINCES[DISTRICTS.index(unit) // 2]
    return known.NATION if unit in PROVINCES else None


def path(unit):
    """The unit and all above it."""
    return list(itertools.takewhile(bool, iterate(parent, unit)))


def iterate(step, value):
    while True:
        yield value
        value = value and step(value)


def make_folder(base):
    """A folder with units and the catalogue, and no report."""
    folder = running.Folder(base / "data")
    rows = [f"{known.NATION},,nation,,Việt Nam,,,"]
    for level, kind, units in (
            ("province", "tỉnh", PROVINCES), ("district", "huyện", DISTRICTS),
            ("commune", "xã", COMMUNES)):
        rows += [f"{unit},{number},{level},{kind},Đơn vị {unit},{parent(unit)},,"
                 for number, unit in enumerate(units, 1)]
    units, links = base / "units.csv", base / "links.csv"
    units.write_text(UNIT_COLUMNS + "\n".join(rows) + "\n", encoding="utf-8")
    links.write_text(LINK_COLUMNS, encoding="utf-8")
    folder.done("import", "org-units", str(units), str(links))
    folder.done("import", "catalogue", f"{known.SEED}/catalogue.json")
    return folder
