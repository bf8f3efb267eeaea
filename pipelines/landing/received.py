"""When what a run builds on became known: deliveries and corrections, by date; no delivered file is read."""

from datetime import date

from pipelines.core.correction_reading import read_corrections
from pipelines.core.origins import SIDECAR_SUFFIX, OriginError, read_origin
from pipelines.landing.source_folder import files_below
from pipelines.settings import Settings
from pipelines.sources import CORRECTIONS, SOURCES, load_source, source_file


def received_days(settings: Settings) -> list[date]:
    """The days on which the deliveries in data_raw were received, oldest first, one for each.

    A sidecar that cannot be read, or that has no file beside it, says nothing of when anything came.
    """
    days = []
    for source_id in SOURCES:
        for path in files_below(settings.data_raw / source_id):
            file = path.with_name(path.name.removesuffix(SIDECAR_SUFFIX))
            if path == file or not file.is_file():
                continue
            try:
                days.append(read_origin(path).received_on)
            except OriginError:
                continue
    return sorted(days)


def decision_days(settings: Settings) -> list[date]:
    """The days on which corrections were decided or withdrawn, until `settings.as_of`, oldest first."""
    days: list[date] = []
    for source_id in SOURCES:
        path = source_file(source_id, CORRECTIONS, settings.sources_overlay)
        if path is None:
            continue
        source = load_source(source_id, settings.sources_overlay)
        # what is wrong with the file is told when it is applied
        text = path.read_bytes().decode("utf-8", errors="replace")
        corrections, _ = read_corrections(text, source, path.name)
        days += [one.decided_on for one in corrections]
        days += [one.withdrawn_on for one in corrections if one.withdrawn_on]
    return sorted(day for day in days if settings.as_of is None or day <= settings.as_of)
