"""Corrections whose delivery is superseded, held back, or not there."""

from datetime import date

from pipelines.landing.correction_files import unbound_corrections
from tests.support.corrections import entry
from tests.support.deliveries import HELSEDATA_TSB
from tests.unit.landing.test_correct import FILE, SETTINGS, corrections, delivery


def test_a_superseded_delivery_ends_its_corrections() -> None:
    [finding] = unbound_corrections(corrections(entry()), [delivery(state="superseded")], SETTINGS)
    assert (finding.code, finding.file, finding.column) == ("correction_superseded", FILE, "delivery")
    assert finding.found == HELSEDATA_TSB
    assert "Remove the correction «tsb-2022-alna»" in finding.text("en")


def test_a_period_whose_later_delivery_is_used_is_bound_to_that_one() -> None:
    later = delivery(delivery_id="helsedata_tsb/2022/v2.xlsx")
    both = [delivery(state="superseded"), later]
    assert unbound_corrections(corrections(entry(delivery=None, period="2022")), both, SETTINGS) == []


def test_a_delivery_nobody_has_seen_is_a_finding_unless_it_had_not_come_yet() -> None:
    ours = corrections(entry())
    [finding] = unbound_corrections(ours, [], SETTINGS)
    assert (finding.code, finding.found) == ("correction_unknown_delivery", HELSEDATA_TSB)
    earlier = SETTINGS.model_copy(update={"as_of": date(2026, 1, 1)})
    assert unbound_corrections(ours, [], earlier) == []


def test_a_delivery_that_is_held_back_keeps_its_corrections() -> None:
    assert unbound_corrections(corrections(entry()), [delivery(state="refused")], SETTINGS) == []
