"""The address of a store: what is allowed, and that no secret of it is ever shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from menafn_crawler.configuration import Configuration, SettingError
from menafn_crawler.store import StoreAddressError, open_database, read_address, shown_address


def settings_with(**changed: str) -> Settings:
    """The project's settings, with some changed."""
    settings = Settings()
    settings.setmodule("menafn_crawler.settings")
    settings.setdict(changed)
    return settings


ODD = (
    "sqlite:/nope",
    "postgresql+psycopg://user:secret@host:notaport/name",
    "postgresql+psycopg://user:secret@[::1/name",
    "postgresql+psycopg://host:notaport/name?password=secret",
    "postgresql+nodriver://user:secret@host/name",
    "mysql://user:secret@host/name?passwd=secret",
    "nonsense",
    "",
)


@pytest.mark.parametrize("url", ODD)
def test_an_odd_address_is_refused_in_one_line_that_says_what_is_allowed(url: str) -> None:
    with pytest.raises(StoreAddressError) as refused:
        read_address(url)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)
    with pytest.raises(SettingError, match="MENAFN_STORE is") as setting:
        Configuration.from_settings(settings_with(MENAFN_STORE=url))
    assert "secret" not in str(setting.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql+psycopg://u:secret@h/d", "postgresql+psycopg://u:***@h/d"),
        ("postgresql://h/d?user=u&password=secret", "postgresql://h/d?password=***&user=u"),
        ("postgresql://h/d?sslpassword=secret&sslmode=require", "postgresql://h/d?sslmode=require&sslpassword=***"),
        ("sqlite:///data/menafn.db", "sqlite:///data/menafn.db"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert shown_address(url) == shown


@pytest.mark.parametrize("name", ["x?a", "d%41b", "a#b", "sp ace", "ü", "a&b=c", "plus+"])
def test_a_data_directory_is_the_path_as_given(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    configuration = Configuration.from_settings(settings_with(MENAFN_DATA_DIR=str(folder)))
    open_database(configuration.store).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]
    assert (folder / "menafn.db").exists()
