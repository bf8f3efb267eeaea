"""The sidecar of a file that was put in place: what is known of it, what has to be asked, writing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipelines.core.calendar import span
from pipelines.core.errors import DeliveryError, Finding
from pipelines.core.origins import SIDECAR_SUFFIX, STUB_SUFFIX, Origin, OriginError, SidecarFault, sha256_of
from pipelines.core.replacing import write_whole
from pipelines.core.source import Source
from pipelines.landing.expected import Expected, expected_deliveries, is_fulfilled
from pipelines.landing.inventory import take_inventory
from pipelines.landing.source_folder import Delivery
from pipelines.landing.stubs import as_yaml, inherited, latest_of, real_title
from pipelines.settings import Settings
from pipelines.sources import load_source

ASKED = ("title", "producer", "contact", "licence", "personal_data", "synthetic", "for_budget_year")
"""Fields that somebody must know; url, published_on and note may be left out."""

_ANOTHER_FORMAT = {
    "missing_sheet",
    "error_answer",
    "unknown_file_kind",
    "broken_json",
    "not_agreed_json",
    "broken_px_table",
    "unreadable_lines",
    "truncated_file",
}


@dataclass(frozen=True)
class Draft:
    """A sidecar in the making.

    Attributes:
        path: The file it is for.
        fields: What is known.
        missing: Fields of ASKED that nobody has said yet.
        inherited_from: The delivery, or the stub, most of it was taken from; None when there was neither.
    """

    path: Path
    fields: Mapping[str, Any]
    missing: tuple[str, ...]
    inherited_from: str | None


def draft_sidecar(
    settings: Settings, path: Path, source_id: str, period: str, given: Mapping[str, Any]
) -> Draft:
    """Fill in what the options, the stub and the latest delivery of the same table say.

    An invented file takes after an invented one, a real file never does.

    Args:
        settings: Where data_raw lies.
        path: The file, in its place below data_raw.
        source_id: Its source.
        period: Its period.
        given: Fields of the sidecar the user has said; what is None was not said.

    Raises:
        DeliveryError: The file is not in its place or has a sidecar, or period or table do not fit.
    """
    said = {name: value for name, value in given.items() if value is not None}
    source = load_source(source_id)
    table = said.get("table")
    _refuse(_faults_of_place(settings, path, source, period, table))
    deliveries = take_inventory(settings, [source_id]).deliveries[source_id]
    stub = _stub_for(expected_deliveries(settings), path, source_id, period, table)
    like = latest_of([one for one in deliveries if one.state == "used"], table)
    synthetic = said.get("synthetic", _synthetic(stub, like))
    known = _known(stub, like, period, synthetic=synthetic)
    if synthetic is not None:
        known["synthetic"] = synthetic
    size = {"sha256": sha256_of(path), "bytes": path.stat().st_size}
    # the calendar's day is Norway's, where the machine stands
    received = {"received_on": date.today()}  # noqa: DTZ011
    fields = received | known | said | size | {"source_id": source_id, "period": period}
    if "supersedes" not in fields:
        fields["supersedes"] = _superseded(deliveries, source, period, table)
    wanted = [name for name in ASKED if name != "for_budget_year" or _for_a_budget(like)]
    missing = tuple(name for name in wanted if fields.get(name) is None)
    whence = stub.stub.name if stub is not None else like.delivery_id if like is not None else None
    return Draft(path, fields, missing, whence)


def finish(draft: Draft, answers: Mapping[str, Any]) -> Origin:
    """The sidecar's content, checked as a sidecar that is read.

    Raises:
        OriginError: A field is missing or holds what it may not hold.
    """
    try:
        return Origin.model_validate({**draft.fields, **answers})
    except ValidationError as error:
        faults = [
            SidecarFault(".".join(map(str, each["loc"])), str(each["input"]), each["msg"], each["msg"])
            for each in error.errors()
        ]
        raise OriginError(faults) from error


def write_sidecar(settings: Settings, path: Path, origin: Origin) -> tuple[Path, list[Path]]:
    """Put the sidecar beside its file, whole, and take away the stubs the file has come for.

    Returns:
        The sidecar, and the stubs that are gone.
    """
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    write_whole(sidecar, as_yaml(_ordered(origin)))
    delivery_id = path.relative_to(settings.data_raw).as_posix()
    arrived = Delivery(delivery_id, origin.source_id, origin.period, path, origin, origin.sha256, "used")
    done = [
        one.stub
        for one in expected_deliveries(settings)
        if one.source_id == origin.source_id and is_fulfilled(one, [arrived])
    ]
    for stub in done:
        stub.unlink()
    return sidecar, done


def _faults_of_place(
    settings: Settings, path: Path, source: Source, period: str, table: str | None
) -> list[Finding]:
    source_id = source.source_id
    if not source.accepts_period(period):
        expected = source.period_example
        return [Finding("wrong_period", source_id, str(path), found=period, expected=expected)]
    if not source.has_table(table):
        expected = ", ".join(source.tables) or "-"
        return [Finding("wrong_table", source_id, str(path), found=table or "", expected=expected)]
    place = settings.data_raw / source_id / period / path.name
    if path != place:
        return [Finding("not_in_place", source_id, str(path), found=str(path), expected=str(place))]
    if path.name.endswith((SIDECAR_SUFFIX, STUB_SUFFIX)) or not path.is_file():
        return [Finding("no_file_to_add", source_id, str(path))]
    if path.with_name(path.name + SIDECAR_SUFFIX).exists():
        return [Finding("sidecar_is_there", source_id, path.name + SIDECAR_SUFFIX)]
    return []


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise DeliveryError(findings)


def _stub_for(
    waiting: list[Expected], path: Path, source_id: str, period: str, table: str | None
) -> Expected | None:
    same = [
        one
        for one in waiting
        if one.source_id == source_id and one.period == period and (one.table or None) == table
    ]
    named = [one for one in same if one.file == path]
    return next(iter(named or same), None)


def _synthetic(stub: Expected | None, like: Delivery | None) -> bool | None:
    # that the latest file was invented does not mean that this one is
    if stub is not None and isinstance(stub.known.get("synthetic"), bool):
        return bool(stub.known["synthetic"])
    return None if like is None or like.origin.synthetic else False


def _known(
    stub: Expected | None, like: Delivery | None, period: str, *, synthetic: bool | None
) -> dict[str, Any]:
    waiting = (
        {}
        if stub is None
        else {name: value for name, value in stub.known.items() if name in Origin.model_fields}
    )
    budget_year = None if stub is None else stub.budget_year
    latest = {} if like is None else inherited(like.origin, period, budget_year)
    if like is not None and like.origin.synthetic and not synthetic:
        latest = {"title": real_title(latest["title"])}
    return waiting | latest if synthetic else latest | waiting


def _for_a_budget(like: Delivery | None) -> bool:
    return like is not None and like.origin.for_budget_year is not None


def _superseded(deliveries: list[Delivery], source: Source, period: str, table: str | None) -> str | None:
    same = [
        one.delivery_id
        for one in deliveries
        if one.state == "used"
        and (one.origin.table or None) == table
        and (one.period == period or (source.periods == "years" and _within(one.period, period)))
    ]
    if len(same) > 1:
        expected = ", ".join(same)
        raise DeliveryError([Finding("two_expected", source.source_id, period, expected=expected)])
    return same[0] if same else None


def _within(older: str, newer: str) -> bool:
    (first, last), (old_first, old_last) = span(newer), span(older)
    return first <= old_first and old_last <= last


def _ordered(origin: Origin) -> dict[str, Any]:
    content = origin.model_dump()
    # few sidecars have these; they are left out when they have nothing to say
    rare = ("table", "updated", "query")
    return {name: value for name, value in content.items() if value is not None or name not in rare}


def looks_like(source: Source, period: str, findings: Sequence[Finding], *, rows: int) -> bool:
    """Whether what a reader found wrong leaves a file that can be told to be the source's.

    A renamed column or single wrong cells do; another format, a header of which less than half is known, or
    a file of which no row can be used do not.

    Args:
        source: The source the file is said to belong to.
        period: The period it is said to be for.
        findings: What is wrong with it.
        rows: How many of its rows could be landed.
    """
    codes = [one.code for one in findings]
    if not _ANOTHER_FORMAT.isdisjoint(codes):
        return False
    if missing := codes.count("missing_header"):
        about = next(one for one in findings if one.code == "missing_header")
        known = len((about.found or "").split(", ")) - codes.count("undeclared_column")
        return about.row is not None and known >= missing
    if missing := codes.count("missing_variable"):
        columns = [header for header in source.columns.for_period(period).values() if header]
        return 2 * missing <= len(columns)
    return not findings or rows > 0
