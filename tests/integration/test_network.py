"""A machine whose packets vanish: no command waits for the network for more than two seconds.

The commands run in a network namespace whose one route leads to a neighbour that answers nothing, name
servers included. They are compared with the same commands in a namespace without any device, where the
network refuses at once.
"""

import json
import os
import shlex
import subprocess
import time
from pathlib import Path

import pytest

from pipelines.settings import Settings
from tests.integration.test_nightly import STUB
from tests.support.deliveries import HELSEDATA_TSB, copy_project
from tests.support.environment import KRITERIER, environment_of

BOUND = 2.0
"""Seconds a command may wait for the network."""

TRIES = 3
"""A stall is there every time; a busy machine is not."""

DROPPING = """
set -e
ip link set lo up
ip link add out0 type veth peer name out1
ip address add 10.99.0.2/24 dev out0
ip link set out0 up
ip link set out1 up
ip neighbour add 10.99.0.1 lladdr 02:00:00:00:00:01 dev out0 nud permanent
ip route add default via 10.99.0.1
mount --bind {resolver} /etc/resolv.conf
{command}
"""

WAIT = "import socket; socket.create_connection(('192.0.2.1', 443), 4)"
PROBE = "import socket; socket.create_connection(('192.0.2.1', 443), 0.3)"

pytestmark = [pytest.mark.integration, pytest.mark.slow]


class Machine:
    """Runs commands of a project where there is no network, or one that drops every packet."""

    def __init__(self, project: Settings, resolver: Path) -> None:
        self.resolver = resolver
        proxies = {"http_proxy", "https_proxy", "all_proxy", "no_proxy"}
        self.environment = {
            **{name: value for name, value in environment_of(project).items() if name.lower() not in proxies},
            "KRITERIER_NOTICE_WEBHOOK_URL": "https://hooks.invalid.example/services/T0/abc",
            "KRITERIER_NOTICE_SMTP_HOST": "192.0.2.25",
            "KRITERIER_NOTICE_MAIL_TO": "kari@oslo.example",
        }

    def run(self, *command: str, dropping: bool) -> tuple[float, subprocess.CompletedProcess[str]]:
        """Seconds the command took, and how it ended."""
        inner = list(command)
        if dropping:
            script = DROPPING.format(resolver=shlex.quote(str(self.resolver)), command=shlex.join(command))
            inner = ["sh", "-c", script]
        begun = time.monotonic()
        done = subprocess.run(
            ["unshare", "--net", "--mount", "--map-root-user", *inner],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return time.monotonic() - begun, done

    def share(self, *command: str) -> float:
        """Seconds that dropped packets add to a command, at the best of some tries."""
        shares = []
        for _ in range(TRIES):
            without, _ = self.run(*command, dropping=False)
            dropped, done = self.run(*command, dropping=True)
            assert "Traceback" not in done.stderr, done.stderr
            shares.append(dropped - without)
            if shares[-1] <= BOUND:
                break
        return min(shares)


@pytest.fixture(scope="module")
def machine(published: Settings, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    project = copy_project(tmp_path_factory.mktemp("network"))
    project.published_db.parent.mkdir(parents=True)
    project.published_db.write_bytes(published.published_db.read_bytes())
    stub = project.data_raw / "ssb_population" / "2022-2027" / "befolkning.json.origin.stub.yml"
    stub.parent.mkdir()
    stub.write_text(STUB, encoding="utf-8")
    resolver = project.root / "resolv.conf"
    resolver.write_text("nameserver 192.0.2.53\n", encoding="ascii")
    there = Machine(project, resolver)
    _, done = there.run("python3", "-c", PROBE, dropping=True)
    if not done.stderr.strip().endswith("TimeoutError: timed out"):
        pytest.skip(f"no network namespace that drops packets: {done.stderr.strip()[-200:]}")
    return there


def test_a_night_with_something_due_and_something_to_tell_does_not_stall(machine: Machine) -> None:
    _, done = machine.run(KRITERIER, "nightly", "--json", dropping=True)
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert [one["status"] for one in outcome["fetched"]] == ["offline"]
    assert outcome["alarms"]["new"] == ["overdue/ssb_population/2022-2027/-/first"]
    notices = Path(machine.environment["KRITERIER_ROOT"], "build", "notices")
    [notice] = notices.glob("*.txt")
    text = notice.read_text(encoding="utf-8")
    assert text.count("FAILED, not reachable within 1.5 s") == 2
    # the next nights try both channels again
    assert machine.share(KRITERIER, "nightly") <= BOUND


@pytest.mark.parametrize(
    "command",
    [("fetch", "--all"), ("fetch", "ssb_population"), ("status",), ("check", HELSEDATA_TSB)],
    ids=lambda command: " ".join(command)[:20],
)
def test_no_command_stalls(machine: Machine, command: tuple[str, ...]) -> None:
    name, *arguments = command
    if name == "check":
        arguments = [os.path.join(machine.environment["KRITERIER_ROOT"], "data_raw", *arguments)]  # noqa: PTH118
    assert machine.share(KRITERIER, name, *arguments) <= BOUND


def test_a_command_that_waited_would_be_seen(machine: Machine) -> None:
    without, _ = machine.run("python3", "-c", WAIT, dropping=False)
    dropped, _ = machine.run("python3", "-c", WAIT, dropping=True)
    assert dropped - without > BOUND
