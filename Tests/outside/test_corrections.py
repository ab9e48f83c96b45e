"""A correction of an old report changes exactly the figures that depend on it, at once."""

import known
import running

ELEMENT = "gyn_exams"


def addresses(demo, place):
    """Figures around one commune, and whether February 2021 of it is in them."""
    periods = {
        "2021-01": False, "2021-02": True, "2021-03": False, "2021-Q1": True, "2021-Q2": False,
        "2021-H1": True, "2021-H2": False, "2021-9M": True, "2021": True, "2021-01/ytd": False,
        "2021-02/ytd": True, "2020-02": False, "2020": False, "2022-02": False, "2022": False,
    }
    above = [place.commune, place.district, place.province, known.NATION]
    found = {
        running.aggregate_path(unit, period): depends
        for unit in above for period, depends in periods.items()}
    found |= {
        running.aggregate_path(unit, period): False
        for unit in (place.others[0], known.DISTRICT) for period in periods}
    # In today's boundaries it is the nation's in any case.
    found |= {
        running.aggregate_path(known.NATION, period, "current"): depends
        for period, depends in periods.items()}
    found[f"{running.API}/series/{place.district}?element={ELEMENT}&from=2021-01&to=2021-12"] = True
    found[f"{running.API}/series/{place.district}?element={ELEMENT}&from=2020-01&to=2020-12"] = False
    found[f"{running.API}/series/{place.district}?element={ELEMENT}&from=2021-03&to=2022-02"] = False
    return found


def test_a_correction_changes_what_depends_on_it_and_nothing_else(demo, place):
    def report(count):
        body = running.report(place.commune, "2021-02", {ELEMENT: count, "anc_visits": 3})
        return demo.post(body, demo.admin)

    assert report(5).status == 201
    wanted = addresses(demo, place)
    before = {path: demo.get(path, demo.admin) for path in wanted}
    assert {answer.status for answer in before.values()} == {200}
    assert report(9).status == 200
    for path, depends in wanted.items():
        after = demo.get(path, demo.admin)
        assert (after.etag != before[path].etag) == depends, path
        assert (after.body != before[path].body) == depends, path
        if depends and "aggregates" in path:
            old, new = before[path].json["values"], after.json["values"]
            assert new[ELEMENT]["value"] - old[ELEMENT]["value"] == 4, path
            changed = {code for code in new if new[code] != old[code]}
            assert changed == {ELEMENT}, path


def test_a_comparison_depends_on_what_it_compares_with(demo, place):
    path = running.aggregate_path(place.district, "2022-01") + "&compare=true"
    before = demo.get(path, demo.admin)
    body = running.report(
        place.commune, "2021-01", {"deliveries_anc4": 9, "deliveries_total": 10})
    assert demo.post(body, demo.admin).status == 201
    after = demo.get(path, demo.admin)
    assert after.etag != before.etag
    rate = after.json["indicators"]["anc4_rate"]
    assert rate["year_before"] == {
        "period": "2021-01", "value": 90, "difference": None, "verdict": None}
    assert rate["previous"]["period"] == "2021-12"
    assert "previous" not in demo.aggregate(place.district, "2022-01").json["indicators"]["anc4_rate"]
    wrong = demo.get(path + "x", demo.admin)
    assert (wrong.status, wrong.errors[0]["parameter"]) == (422, "compare")
