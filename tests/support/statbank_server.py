"""A statbank on this machine: PxWebApi 2, PxWeb 1 and Klass with real-shaped answers, and faults on demand.

with statbank() as bank:
    settings = settings.model_copy(update={"fetch_base_urls": bank.settings_urls})
    bank.revise("ssb_population", {("Alna", "Menn", "34 år", "Personer", "2026"): 999})
    bank.script("/data", too_many_calls(), ...)
"""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import prod
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.statbank_replies import Reply, as_json, oslo_error, ssb_error, too_many_cells
from tests.support.statbank_tables import Key, ServedTable, accounts, klass_codes, low_income, population

SSB, OSLO = "data.ssb.no", "statistikkbanken.oslo.kommune.no"
V2, V1, KLASS = "/api/pxwebapi/v2", "/statbank/api/v1/no", "/api/klass/v1"
INN007 = "/db1/Inntekt/OK-INN007.px"


@dataclass
class Statbank:
    """The tables, what was called, and the faults that are to come.

    Attributes:
        tables: By source; change them freely.
        codes: What Klass answers.
        calls: (method, path, body) of every request that came.
        config: What `/config` and `?config` answer.
        url: Address of the server.
    """

    url: str = ""
    tables: dict[str, ServedTable] = field(
        default_factory=lambda: {
            "ssb_population": population(),
            "ssb_accounts": accounts(),
            "oslo_low_income": low_income(),
        }
    )
    codes: dict[str, Any] = field(default_factory=klass_codes)
    codelists: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    config: dict[str, Any] = field(
        default_factory=lambda: {"maxDataCells": 800_000, "maxCells": 550_000, "maxValues": 1_000}
    )
    scripts: dict[str, list[Reply]] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def settings_urls(self) -> dict[str, str]:
        """For `Settings.fetch_base_urls`."""
        return {SSB: self.url, OSLO: self.url}

    def script(self, part_of_path: str, *replies: Reply) -> None:
        """Answer the next calls whose path has this part like this, one reply each; then as usual again."""
        self.scripts.setdefault(part_of_path, []).extend(replies)

    def revise(
        self, source_id: str, cells: Mapping[Key, int | None], updated: str = "2026-09-15T06:00:00Z"
    ) -> None:
        """Change cells of a table, told by a code or text per variable (None: suppressed), and its stamp."""
        self.tables[source_id].revise(cells, updated)

    def count(self, part_of_path: str) -> int:
        """How many calls had this in their path."""
        return sum(part_of_path in path for _, path, _ in self.calls)

    def reply(self, method: str, target: str, body: Any) -> Reply:  # noqa: ANN401, JSON is anything
        path = unquote(target)
        self.calls.append((method, path, body))
        scripted = next((left.pop(0) for part, left in self.scripts.items() if part in path and left), None)
        if scripted is None or scripted.body is None:
            query = parse_qs(urlsplit(target).query, keep_blank_values=True)
            usual = self._answer(method, urlsplit(path).path, query, body)
            return usual if scripted is None else replace(scripted, body=usual.body)
        return scripted

    def _answer(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Reply:  # noqa: ANN401
        numbers = {"10826": "ssb_population", "12369": "ssb_accounts"}
        for number, source_id in numbers.items():
            table = self.tables[source_id]
            if path == f"{V2}/tables/{number}/metadata":
                return as_json(table.dataset(None))
            if path == f"{V2}/tables/{number}/data" and method == "POST":
                asked = {one["variableCode"]: one["valueCodes"] for one in body["selection"]}
                return self._data(table, asked, self.config.get("maxDataCells"))
        if path == V1 + INN007:
            table = self.tables["oslo_low_income"]
            if method == "GET":
                return as_json(_described(table))
            asked = {one["code"]: one["selection"]["values"] for one in body["query"]}
            return self._data(table, asked, self.config.get("maxCells"), oslo=True)
        return self._other(path, query)

    def _other(self, path: str, query: dict[str, list[str]]) -> Reply:
        if path in (f"{V2}/config", f"{V1}/") and path.startswith(V2) | ("config" in query):
            return as_json(self.config)
        if path == f"{KLASS}/classifications/103/codes" and {"from", "to"} <= set(query):
            return as_json(self.codes)
        values = self.codelists.get(path.rsplit("/", 1)[1])
        if path.startswith(f"{V2}/codelists/") and values is not None:
            return as_json(
                {"type": "Valueset", "values": [{"code": c, "label": t} for c, t in values.items()]}
            )
        return ssb_error("Not found", 404)

    def _data(
        self, table: ServedTable, asked: dict[str, list[str]], limit: int | None, *, oslo: bool = False
    ) -> Reply:
        refused = oslo_error() if oslo else ssb_error("Non-existent value")
        if set(asked) != set(table.variables):
            return oslo_error() if oslo else ssb_error("Missing selection for mandantory variable")
        if any(set(codes) - set(table.variables[name]) for name, codes in asked.items()):
            return refused
        if limit and prod(map(len, asked.values())) > limit:
            return too_many_cells()
        chosen = {name: [code for code in table.variables[name] if code in asked[name]] for name in asked}
        return as_json(table.dataset(chosen))


def _described(table: ServedTable) -> dict[str, Any]:
    """The description of version 1: values beside their texts."""
    names = list(table.variables)
    return {
        "title": table.title,
        "variables": [
            {"code": name, "text": name, "values": list(texts), "valueTexts": list(texts.values())}
            | ({"elimination": True} if name in table.optional else {})
            | ({"time": True} if name == names[-1] else {})
            for name, texts in table.variables.items()
        ],
    }


class _Handler(BaseHTTPRequestHandler):
    bank: Statbank

    def do_GET(self) -> None:
        self._reply("GET", None)

    def do_POST(self) -> None:
        self._reply("POST", json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _reply(self, method: str, body: Any) -> None:  # noqa: ANN401
        reply = self.bank.reply(method, self.path, body)
        if reply.reset:
            self.connection.close()
            return
        content = reply.body or b""
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if reply.pause is None:
            self.wfile.write(content[: len(content) - reply.cut])
            return
        for at in range(len(content)):
            try:
                self.wfile.write(content[at : at + 1])
            except OSError:
                return
            # the end of the server is not waited for
            if self.bank.stop.wait(reply.pause):
                return

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def statbank() -> Iterator[Statbank]:
    """A running server; gone, with all its threads, at the end."""
    bank = Statbank()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"bank": bank}))
    bank.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield bank
    finally:
        bank.stop.set()
        server.shutdown()
        thread.join()
        server.server_close()
