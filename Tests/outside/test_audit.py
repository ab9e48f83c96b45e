"""The audit log for administrators, as JSON and as a page, and the overview of administration."""

import running
from test_pages import Browser

API = running.API


def test_events_are_told_to_whose_administrators_they_concern(demo, place):
    unit = place.commune
    token = demo.folder.token(unit, "reporter", "--name", "Máy của trạm")
    events = demo.get(f"{API}/audit?kind=token-created&org_unit={unit}", demo.admin).json["items"]
    assert any(e["subject"] == "Máy của trạm" for e in events), events
    assert token not in demo.get(f"{API}/audit", demo.admin).text
    district = demo.folder.token(place.district, "admin")
    own = demo.get(f"{API}/audit?limit=1000", district).json["items"]
    assert own and {e["org_unit"] for e in own} <= {place.district, unit, *place.others}
    assert demo.get(f"{API}/audit", token).status == 403
    assert demo.get(f"{API}/audit").status == 401
    for wrong in ("kind=x", "from=x", "org_unit=x", "cursor=x"):
        assert demo.get(f"{API}/audit?{wrong}", demo.admin).status == 422, wrong


def test_the_log_and_the_overview_are_pages_of_administrators(demo, place):
    admin, clerk = Browser(demo), Browser(demo)
    admin.sign_in(demo.admin)
    clerk.sign_in(demo.folder.token(place.commune, "reporter"))
    for path in ("/admin", "/admin/audit", "/admin/audit?kind=sign-in"):
        assert admin.get(path).status == 200, path
        assert clerk.get(path).status == 403, path
        assert demo.get(path).status == 401, path
    overview = admin.get("/admin").text
    for link in ("/admin/audit", "/people", "/tokens"):
        assert f'href="{link}' in overview, link
