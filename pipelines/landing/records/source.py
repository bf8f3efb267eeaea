"""All extracts of a source: what is landed anew, what is used again, what each correction of a file moved."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.person_file_shape import PersonFileShape
from pipelines.core.readings import ReadResult
from pipelines.core.records_shape import RecordsShape
from pipelines.core.source import Source
from pipelines.landing.person_files.land import PersonFileLanding
from pipelines.landing.records.land import ExtractLanding, key_for
from pipelines.landing.records.profile import Profile, drift
from pipelines.landing.records.store import EMPTY, file_name, put_files_in_place, recipe_of, work_folder
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings


@dataclass(frozen=True)
class LandedDelivery:
    """What became of a delivery; of a superseded one only the profile, null when it cannot be read."""

    rows: int
    profile: Profile | None
    recipe: str | None

    @property
    def result(self) -> ReadResult:
        """The row account."""
        return ReadResult((), (), self.rows, self.rows, 0)

    @property
    def record(self) -> dict[str, Any]:
        """What the landing record says of it beside the row account."""
        return {"profile": self.profile, "recipe": self.recipe}


def landing_of(
    source: Source, shape: RecordsShape | PersonFileShape, settings: Settings, work: Path, at_once: int = 1
) -> ExtractLanding | PersonFileLanding:
    """What lands the deliveries of the source, `at_once` of them, for files made in the folder `work`."""
    if isinstance(shape, PersonFileShape):
        return PersonFileLanding(source, settings, work)
    return ExtractLanding(source, shape, settings, work, at_once=at_once)


def land_extracts(
    source: Source, shape: RecordsShape | PersonFileShape, settings: Settings, deliveries: Sequence[Delivery]
) -> tuple[Path, dict[str, LandedDelivery], list[dict[str, Any]]]:
    """Land every delivery in use; nothing that was landed changes when anything is wrong.

    Returns:
        The folder of the landed files, what became of each delivery, and what later ones changed.

    Raises:
        DeliveryError: With all findings of all the deliveries.
    """
    with work_folder(settings, source.source_id) as work:
        # one file keeps DuckDB's threads busy half the time; a reader of person files lands one at a time
        at_once = max(min(settings.threads, len(deliveries)), 1) if isinstance(shape, RecordsShape) else 1
        landing = _Landing(source, settings, landing_of(source, shape, settings, work, at_once))
        landed: dict[str, LandedDelivery] = {}
        findings: list[Finding] = []
        # the largest first: the last ones are then soon done, whichever thread has them
        by_size = sorted(deliveries, key=lambda one: one.path.stat().st_size, reverse=True)
        with ThreadPoolExecutor(at_once) as pool:
            outcomes = dict(zip(by_size, pool.map(landing.try_to_land, by_size), strict=True))
        for delivery in deliveries:
            outcome = outcomes[delivery]
            if isinstance(outcome, DeliveryError):
                findings += outcome.findings
            else:
                landed[delivery.delivery_id] = outcome
        if findings:
            raise DeliveryError(findings)
        used = [one for one in deliveries if one.state == "used"]
        if not used:
            landing.made[EMPTY] = landing.extracts.write_empty()
        names = {file_name(one.delivery_id) for one in used}
        folder = put_files_in_place(settings, source.source_id, landing.made, names)
    return folder, landed, drift(deliveries, {name: one.profile for name, one in landed.items()})


class _Landing:
    def __init__(
        self, source: Source, settings: Settings, extracts: ExtractLanding | PersonFileLanding
    ) -> None:
        self.source, self.settings, self.extracts = source, settings, extracts
        self.before = _landed_before(settings, source.source_id)
        self.made: dict[str, Path] = {}

    def try_to_land(self, delivery: Delivery) -> LandedDelivery | DeliveryError:
        """What became of the delivery, or why nothing did."""
        try:
            return self._land(delivery)
        except DeliveryError as error:
            return error

    def _land(self, delivery: Delivery) -> LandedDelivery:
        if delivery.state == "used":
            return self._used(delivery)
        nothing = LandedDelivery(0, None, None)
        if delivery.state == "refused":
            return nothing
        try:
            return self._superseded(delivery)
        except DeliveryError:
            # what is wrong with it stops nothing any more
            return nothing

    def _used(self, delivery: Delivery) -> LandedDelivery:
        recipe = self._recipe(delivery)
        again = self._again(delivery, recipe)
        if again is not None and self._file(delivery).is_file():
            return again
        extract = self.extracts.land(delivery)
        if extract.parquet is not None:
            self.made[file_name(delivery.delivery_id)] = extract.parquet
        return LandedDelivery(extract.rows, extract.profile, recipe)

    def _superseded(self, delivery: Delivery) -> LandedDelivery:
        recipe = self._recipe(delivery)
        if (again := self._again(delivery, recipe)) is not None:
            return again
        extract = self.extracts.land(delivery, write=False)
        return LandedDelivery(extract.rows, extract.profile, recipe)

    def _recipe(self, delivery: Delivery) -> str:
        key = key_for(self.settings, delivery)
        return recipe_of(self.source, self.extracts.lists, delivery, key.check_value if key else None)

    def _again(self, delivery: Delivery, recipe: str) -> LandedDelivery | None:
        """What an earlier landing made of the same file by the same recipe."""
        before = self.before.get(delivery.delivery_id, {})
        profile = before.get("profile")
        if before.get("sha256") != delivery.sha256 or before.get("recipe") != recipe or profile is None:
            return None
        return LandedDelivery(profile["rows"], profile, recipe)

    def _file(self, delivery: Delivery) -> Path:
        return self.settings.personal / self.source.source_id / file_name(delivery.delivery_id)


def _landed_before(settings: Settings, source_id: str) -> dict[str, dict[str, Any]]:
    """The deliveries of the last landing record; a record that cannot be read is as good as none."""
    try:
        record = json.loads((settings.landed / f"{source_id}.json").read_text(encoding="utf-8"))
        return {one["delivery_id"]: one for one in record["deliveries"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
