"""Finds the corrections of a source that count in a run, and those that are bound to nothing in use."""

from collections.abc import Iterable

from pipelines.core.correction_reading import declared_ids, read_corrections
from pipelines.core.corrections import Correction
from pipelines.core.errors import Finding
from pipelines.core.source import Source
from pipelines.landing.correct import Corrections, is_bound
from pipelines.landing.seeds import load_areas
from pipelines.landing.source_folder import Delivery
from pipelines.settings import Settings
from pipelines.sources import CORRECTIONS, OVERLAID, SOURCES, source_file


def load_corrections(settings: Settings, source: Source) -> Corrections:
    """The corrections of a source that count on `settings.as_of` (null: now), and their file's faults."""
    areas = load_areas(settings, source.area_system)
    found = source_file(source.source_id, CORRECTIONS, settings.sources_overlay)
    if found is None:
        return Corrections(source, areas, "")
    name = _name(settings, source.source_id)
    try:
        text = found.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        fault = Finding("corrections_unreadable", source.source_id, name, found=str(error))
        return Corrections(source, areas, name, findings=(fault,))
    corrections, findings = read_corrections(text, source, name)
    ids = _ids_elsewhere(settings, source.source_id) if corrections else {}
    for correction in corrections:
        if other := ids.get(correction.correction_id):
            same = correction.correction_id
            params = {"correction_id": same, "other": other}
            findings.append(
                Finding("correction_repeated_id", source.source_id, name, found=same, params=params)
            )
        ids[correction.correction_id] = name
    active = tuple(one for one in corrections if one.counts(settings.as_of))
    return Corrections(source, areas, name, active, tuple(findings))


def unbound_corrections(
    corrections: Corrections, deliveries: Iterable[Delivery], settings: Settings
) -> list[Finding]:
    """Faults of the file, and corrections whose delivery is superseded or was never there.

    A delivery that a run holds back, and one that had not come on `settings.as_of`, are no fault.
    """
    known = list(deliveries)
    findings = list(corrections.findings)
    for correction in corrections.active:
        bound = [one for one in known if is_bound(correction, one)]
        if any(one.state in ("used", "refused") for one in bound):
            continue
        if bound:
            findings.append(_report("correction_superseded", correction, corrections))
        elif settings.as_of is None:
            findings.append(_report("correction_unknown_delivery", correction, corrections))
    return findings


def _report(code: str, correction: Correction, corrections: Corrections) -> Finding:
    return Finding(
        code,
        corrections.source.source_id,
        corrections.file,
        column="delivery" if correction.delivery else "period",
        found=correction.where,
        params={"correction_id": correction.correction_id, "corrections": corrections.file},
    )


def overlay_strangers(settings: Settings) -> list[Finding]:
    """What lies in `settings.sources_overlay` and replaces no file: a name misspelt would pass unseen."""
    overlay = settings.sources_overlay
    if overlay is None:
        return []
    if not overlay.is_dir():
        return [Finding("unknown_overlay", overlay.name, str(overlay), found="", expected="<source_id>/...")]
    return [
        Finding(
            "unknown_overlay",
            overlay.name,
            str(path),
            found=path.relative_to(overlay).as_posix(),
            expected=", ".join(SOURCES if path.name in OVERLAID else OVERLAID),
        )
        for path in sorted(overlay.rglob("*"))
        if path.is_file()
        and not path.name.startswith((".", "README", "~$"))
        and not (
            len(path.relative_to(overlay).parts) == 2
            and path.parent.name in SOURCES
            and path.name in OVERLAID
        )
    ]


def _ids_elsewhere(settings: Settings, source_id: str) -> dict[str, str]:
    """Ids in the other sources' files, by the file; what is published tells corrections apart by id alone."""
    ids: dict[str, str] = {}
    for other in SOURCES:
        found = source_file(other, CORRECTIONS, settings.sources_overlay)
        if other != source_id and found is not None:
            text = found.read_bytes().decode("utf-8", "replace")
            ids |= dict.fromkeys(declared_ids(text), _name(settings, other))
    return ids


def _name(settings: Settings, source_id: str) -> str:
    own = None if settings.sources_overlay is None else settings.sources_overlay / source_id / CORRECTIONS
    if own is not None and own.is_file():
        return str(own)
    return f"pipelines/sources/{source_id}/{CORRECTIONS}"
