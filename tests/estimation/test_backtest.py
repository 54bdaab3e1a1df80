"""The bands of then hold what is known now: the example figures, looked at again from each quarter's end."""

from __future__ import annotations

from looking_back import QUARTERS, evidence, look_back
from scoring_worlds import score

MAIN = {("cargo", "containers"), ("arms.ammunition.artillery", "pieces")}


def test_containers_and_shells_as_known_later_lie_in_the_bands_of_then():
    """Of 15 quarters' ends after which voices came, at least 14 have what is known now in the 90 % band of then."""
    looks = [look for look in look_back() if look.news and (look.question.item, look.question.unit) in MAIN]
    assert len(looks) == 15
    assert sum(look.inside for look in looks) >= 14


def test_every_series_holds_at_least_85_of_100():
    """Over all questions with three voices and all quarters since which voices came, 85 % lie in the band of then."""
    looks = [look for look in look_back() if look.news]
    assert len(looks) >= 60
    assert sum(look.inside for look in looks) / len(looks) >= 0.85


def test_nobody_who_takes_the_latest_the_mean_or_the_highest_comes_near():
    """The mean interval score is at most a third of that of the best naive method."""
    answers = [look.answers() for look in look_back() if look.news]
    scores = {method: score([each[method] for each in answers]).interval_score for method in answers[0]}
    assert scores.pop("ladder") <= min(scores.values()) / 3


def test_what_came_later_has_no_part_in_what_was_known_then():
    """No claim that a look leans on was published after its day, and there are claims that came later."""
    _, known = evidence()
    days = {day: [document.published for _, document in known[day].claims.values()] for day in known}
    assert all(max(days[day]) <= day for day in QUARTERS)
    assert max(days[None]) > QUARTERS[-1]
