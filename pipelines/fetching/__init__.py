"""Fetches statistics tables over the network; a response becomes a delivery like any other.

Belongs here: what a source asks for (`plan`, from `sources/<id>/fetch.yml`), choosing categories by their
texts (`choice`), one HTTP layer with retries and limits (`http`), a thin client per API (`pxweb2`,
`pxweb1`, `klass`), queries and their splitting (`queries`, `parts`), vintages and storing (`vintages`,
`deliver`, `store`). Does not belong here: what figures mean (sources), landing. Next room: `pipelines.cli`.
"""

from pipelines.fetching.fetch import FetchOutcome, fetch_source, fetch_sources
from pipelines.fetching.plan import FETCHABLE
from pipelines.fetching.world import World

__all__ = ["FETCHABLE", "FetchOutcome", "World", "fetch_source", "fetch_sources"]
