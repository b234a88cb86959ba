"""A short torture; and that torture tells when a site is not whole."""

from __future__ import annotations

import random
import shutil

import pytest

from .torture import Torture


@pytest.fixture(scope="module")
def torture(tmp_path_factory: pytest.TempPathFactory) -> Torture:
    """A torture that was gone through."""
    torture = Torture(tmp_path_factory.mktemp("torture"), random.Random(1))
    torture.kill(6)
    torture.race(2)
    torture.tidy()
    torture.fill(1)
    return torture


def test_the_site_is_whole_whatever_happens_to_a_build(torture: Torture) -> None:
    assert torture.failures == []
    assert torture.counts["builds killed"] == 6
    assert torture.counts["pairs"] == 2


def test_torture_tells_when_the_site_is_not_whole(torture: Torture) -> None:
    (torture.site / "index.html").write_text("half")
    assert torture.standing(torture.site, "writing in place") == "no site"
    shutil.rmtree(torture.site)
    assert torture.standing(torture.site, "two renames") == "no site"
    assert [failure.partition(":")[0] for failure in torture.failures] == ["writing in place", "two renames"]
