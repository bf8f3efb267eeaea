"""Pseudonyms: the same for the same number and key, another for another, and a key that is kept."""

import base64
import hashlib
import hmac
import logging
import pickle
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from pipelines.core.errors import Finding
from pipelines.core.pseudonyms import MissingKeyError, Pseudonymiser, UnusableKeyError
from pipelines.landing.pseudonym_key import pseudonymiser, pseudonymiser_or_finding
from pipelines.settings import Settings
from tests.support.person_files import KEY, OTHER_KEY, national_id

ID = national_id(date(1990, 1, 1))
ABOUT = Finding("", "kostra_11f", "kostra_11f/2025/11f.dat")

keys = st.binary(min_size=32, max_size=64)


def key_file(tmp_path: Path, key: str = KEY, mode: int = 0o600) -> Path:
    file = tmp_path / "pseudonym.key"
    file.write_text(key + "\n", encoding="utf-8")
    file.chmod(mode)
    return file


def one(made: Pseudonymiser, text: str) -> str:
    return made.pseudonyms([text])[text]


def test_a_pseudonym_is_the_hmac_cut_to_sixteen_bytes() -> None:
    """HMAC by its definition: H((K ^ opad) + H((K ^ ipad) + message))."""
    block = KEY.encode().ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + ID.encode()).digest()
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block) + inner).digest()
    assert hmac.compare_digest(outer, hmac.digest(KEY.encode(), ID.encode(), "sha256"))
    expected = "k1" + base64.urlsafe_b64encode(outer[:16]).decode().rstrip("=")
    assert one(Pseudonymiser(KEY.encode()), ID) == expected


@given(key=keys, text=st.text(alphabet="0123456789", min_size=11, max_size=12))
def test_a_pseudonym_looks_alike_whatever_the_number(key: bytes, text: str) -> None:
    pid = one(Pseudonymiser(key), text)
    assert re.fullmatch(r"k1[A-Za-z0-9_-]{22}", pid)
    assert text not in pid


def test_a_number_written_otherwise_is_the_same_person() -> None:
    made = Pseudonymiser(KEY.encode())
    written = [ID, f"{ID[:6]} {ID[6:]}", f"{ID[:6]}-{ID[6:]}", f" {ID} "]
    assert len(set(made.pseudonyms(written).values())) == 1


def test_numbers_get_pseudonyms_of_their_own() -> None:
    numbers = [national_id(date(1980, 1, 1), place) for place in range(300)]
    assert len(set(Pseudonymiser(KEY.encode()).pseudonyms(numbers).values())) == 300


def test_a_new_key_changes_every_pseudonym() -> None:
    numbers = [national_id(date(1980, 1, 1), place) for place in range(100)]
    before = Pseudonymiser(KEY.encode()).pseudonyms(numbers)
    after = Pseudonymiser(OTHER_KEY.encode()).pseudonyms(numbers)
    assert not set(before.values()) & set(after.values())


def test_the_check_value_tells_keys_apart_and_nothing_else() -> None:
    made, other = Pseudonymiser(KEY.encode()), Pseudonymiser(OTHER_KEY.encode())
    assert made.check_value == Pseudonymiser(KEY.encode()).check_value != other.check_value
    assert not any(part in made.check_value for part in KEY.split())


@pytest.mark.parametrize(("length", "works"), [(31, False), (32, True)])
def test_a_short_key_is_refused(length: int, works: bool) -> None:
    if works:
        assert Pseudonymiser(b"x" * length).check_value
        return
    with pytest.raises(UnusableKeyError, match="31 bytes; it must have at least 32"):
        Pseudonymiser(b"x" * length)


def test_key_as_text_and_as_file_make_the_same(tmp_path: Path) -> None:
    """The line end of the file is no part of the key."""
    assert (
        Pseudonymiser.from_key(KEY, None).check_value
        == Pseudonymiser.from_key(None, key_file(tmp_path)).check_value
    )


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_key_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(UnusableKeyError, match="chmod 600") as caught:
        Pseudonymiser.from_key(None, key_file(tmp_path, mode=mode))
    assert "chmod 600" in caught.value.problem_nb


def test_a_key_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableKeyError, match=r"no\.key cannot be read"):
        Pseudonymiser.from_key(None, tmp_path / "no.key")


def test_two_keys_are_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(UnusableKeyError, match="both"):
        Pseudonymiser.from_key(KEY, key_file(tmp_path))


@pytest.mark.parametrize("text", [None, ""])
def test_no_key_is_told(text: str | None) -> None:
    with pytest.raises(MissingKeyError):
        Pseudonymiser.from_key(text, None)


def test_the_settings_have_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Pseudonymiser(KEY.encode()).check_value
    monkeypatch.delenv("KRITERIER_PSEUDONYM_KEY", raising=False)
    monkeypatch.setenv("KRITERIER_PSEUDONYM_KEY_FILE", str(key_file(tmp_path)))
    assert pseudonymiser(Settings(root=tmp_path)).check_value == expected
    monkeypatch.delenv("KRITERIER_PSEUDONYM_KEY_FILE")
    monkeypatch.setenv("KRITERIER_PSEUDONYM_KEY", KEY)
    assert pseudonymiser(Settings(root=tmp_path)).check_value == expected


def test_what_is_wrong_with_the_key_is_told_of_the_delivery(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, pseudonym_key=None, pseudonym_key_file=None)
    made, [finding] = pseudonymiser_or_finding(settings, ABOUT)
    assert (made, finding.code, finding.file) == (None, "no_pseudonym_key", ABOUT.file)
    short = settings.model_copy(update={"pseudonym_key": SecretStr("tiny-secret")})
    made, [finding] = pseudonymiser_or_finding(short, ABOUT)
    assert (made, finding.code) == (None, "unusable_pseudonym_key")
    for lang in ("nb", "en"):
        assert "11 byte" in finding.text(lang)
        assert "tiny-secret" not in finding.text(lang)
        assert "{" not in finding.text(lang)
        assert finding.why(lang)
    made, findings = pseudonymiser_or_finding(
        settings.model_copy(update={"pseudonym_key": SecretStr(KEY)}), ABOUT
    )
    assert made is not None
    assert findings == []


def test_the_key_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    made = Pseudonymiser(KEY.encode())
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("kriterier").warning("%r %s", made, made)
    assert KEY not in caplog.text
    assert "Pseudonymiser(***)" in caplog.text
    with pytest.raises(TypeError):
        pickle.dumps(made)
