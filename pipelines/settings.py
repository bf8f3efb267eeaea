"""One typed settings object; every path and switch of a run comes from here.

Values come from environment variables with the prefix `KRITERIER_` (for example `KRITERIER_DATA_RAW`).
Nothing is read at import: `Settings()` is called by the command line, by Dagster when it loads the
definitions, and by tests with explicit paths.
"""

from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

Language = Literal["nb", "en"]

PERSONAL_FOLDER = "personal"
"""Name of the folder of rows about persons, beside the landed files of other sources."""


class Settings(BaseSettings):
    """Paths, limits and notice channels of one installation.

    A folder that is not set lies at its usual place under `root`, the project's top folder. `as_of` is the
    last day whose deliveries and corrections count (null: all); `held_back` are deliveries that a run leaves
    out because they were refused. `sources_overlay` is a folder with the installation's own column maps and
    corrections, `<source_id>/<file>`, which take the place of the package's.
    `fetch_base_urls` has, by host, the address that stands in its place when tables are fetched through a
    gateway. `pseudonym_key`, or the file that `pseudonym_key_file` names, is the key that national ids are
    made pseudonyms with; without one, extracts that hold them are refused.
    """

    model_config = SettingsConfigDict(env_prefix="KRITERIER_", frozen=True, extra="forbid")

    root: Path = Field(default_factory=Path.cwd)
    data_raw: Path = Path("data_raw")
    dbt_project: Path = Path("dbt_project")
    expectations: Path = Path("expectations")
    build: Path = Path("build")
    sources_overlay: Path | None = None

    language: Language = "en"
    memory_limit: str = Field(default="2GB", pattern=r"^\d+(MB|GB)$")
    threads: int = Field(default=2, ge=1)

    as_of: date | None = None
    held_back: tuple[str, ...] = ()

    fetch_base_urls: dict[str, str] = {}

    pseudonym_key: SecretStr | None = None
    pseudonym_key_file: Path | None = None

    notice_webhook_url: SecretStr | None = None
    notice_smtp_host: str | None = None
    notice_smtp_port: int = 25
    notice_smtp_user: str | None = None
    notice_smtp_password: SecretStr | None = None
    notice_mail_from: str = "kriterier@localhost"
    notice_mail_to: str | None = None

    @model_validator(mode="after")
    def _paths_are_absolute(self) -> Self:
        root = self.root.expanduser().resolve()
        object.__setattr__(self, "root", root)
        for name in ("data_raw", "dbt_project", "expectations", "build"):
            object.__setattr__(self, name, (root / getattr(self, name)).resolve())
        for name in ("sources_overlay", "pseudonym_key_file"):
            if (path := getattr(self, name)) is not None:
                object.__setattr__(self, name, (root / path).resolve())
        return self

    @property
    def landed(self) -> Path:
        """Folder of the landed Parquet files and their records."""
        return self.build / "landed"

    @property
    def personal(self) -> Path:
        """Folder of landed rows about persons; for the owner of the installation alone, never published."""
        return self.landed / PERSONAL_FOLDER

    @property
    def personal_db(self) -> Path:
        """What is derived from personal rows, before disclosure control; a refresh keeps what still holds."""
        return self.personal / "social.duckdb"

    @property
    def personal_spill(self) -> Path:
        """Where DuckDB puts what does not fit in memory, which may be personal rows."""
        return self.personal / "spill"

    @property
    def candidate_db(self) -> Path:
        """The warehouse being built; opened by the run alone."""
        return self.build / "candidate" / "warehouse.duckdb"

    @property
    def published_db(self) -> Path:
        """The warehouse readers open; replaced whole, never written."""
        return self.build / "published" / "warehouse.duckdb"

    @property
    def seeds(self) -> Path:
        """Decisions, geography and code lists, as CSV."""
        return self.dbt_project / "seeds"

    @property
    def dbt_target(self) -> Path:
        """Where dbt writes its manifest and compiled SQL."""
        return self.build / "dbt"

    @property
    def notices(self) -> Path:
        """Folder of failure notices, one file each."""
        return self.build / "notices"
