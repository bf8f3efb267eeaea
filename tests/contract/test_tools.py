"""The tools' own files agree with each other and with the code, and no tool calls home."""

import configparser
import re
import subprocess
import tomllib
from typing import Any

import yaml

from pipelines.settings import Settings
from pipelines.warehouse.candidate import candidate_config
from tests.contract.project import ROOT

ENV_VAR = re.compile(r"\{\{\s*env_var\('(\w+)',\s*'([^']*)'\)[^}]*\}\}")


def read_yaml(name: str) -> Any:  # noqa: ANN401 - as the file is
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def profile() -> dict[str, Any]:
    (output,) = read_yaml("dbt_project/profiles.yml")["kriterier"]["outputs"].values()
    content: dict[str, Any] = output
    return content


def with_default(value: object) -> object:
    """A profile value with its environment variable at its default."""
    match = ENV_VAR.fullmatch(str(value))
    return match.group(2) if match else value


def test_dbt_and_python_open_the_candidate_alike() -> None:
    """DuckDB refuses a second connection of one process to a file when the configurations differ."""
    declared = {key: with_default(value) for key, value in profile()["config_options"].items()}
    # dbt reads a relative folder from its project's
    declared["temp_directory"] = str((ROOT / "dbt_project" / str(declared["temp_directory"])).resolve())
    assert declared == candidate_config(Settings(root=ROOT))


def test_dbt_lets_go_of_the_candidate() -> None:
    assert profile()["keep_open"] is False


def test_every_variable_of_the_profile_has_a_default() -> None:
    text = (ROOT / "dbt_project" / "profiles.yml").read_text(encoding="utf-8")
    assert len(ENV_VAR.findall(text)) == text.count("env_var(")


def test_no_tool_sends_usage_statistics() -> None:
    assert read_yaml("dbt_project/dbt_project.yml")["flags"]["send_anonymous_usage_stats"] is False
    assert read_yaml("dagster.yaml")["telemetry"]["enabled"] is False
    assert read_yaml("dagster.yaml")["nux"]["enabled"] is False


def test_dagster_finds_the_code_location() -> None:
    (location,) = read_yaml("workspace.yaml")["load_from"]
    assert location["python_module"]["module_name"] == "pipelines.definitions"
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["tool"]["dagster"]["module_name"] == "pipelines.definitions"


def test_hooks_need_no_network() -> None:
    config = read_yaml(".pre-commit-config.yaml")
    assert {repo["repo"] for repo in config["repos"]} == {"local"}
    assert {hook["language"] for repo in config["repos"] for hook in repo["hooks"]} == {"system"}


def test_the_sql_linter_touches_no_warehouse() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".sqlfluff", encoding="utf-8")
    templater = config["sqlfluff:templater:dbt"]
    profiles = read_yaml(f"{templater['profiles_dir']}/profiles.yml")
    assert profiles[templater["profile"]]["outputs"][templater["target"]]["path"] == ":memory:"


def test_the_build_server_runs_what_developers_run() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"


def test_make_says_what_it_can_do() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True)
    assert {"make refresh", "make test"} <= set(re.findall(r"make \w+", done.stdout))
