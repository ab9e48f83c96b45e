"""`mebe bench --generate`: made-up reports never mix with real ones. That it makes a country's
years, and how fast, shows in `make bench`."""

import pytest


def test_a_folder_with_data_is_refused_and_stays_as_it_is(copy_of_demo):
    folder = copy_of_demo()
    result = folder.run("bench", "--generate", "1")
    assert result.returncode == 1, result
    assert "đã có số liệu" in result.stderr and "has data already" in result.stderr
    with folder.serving() as server:
        assert server.sum("VN", "2023", "live_births") == 1580


@pytest.mark.parametrize("words", [
    (), ("--generate", "0"), ("--generate", "31"), ("--generate", "x")])
def test_years_out_of_range_are_wrong_use(copy_of_demo, words):
    result = copy_of_demo().run("bench", *words)
    assert result.returncode == 2, result
    assert "--generate" in result.stderr
