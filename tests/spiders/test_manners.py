"""How the crawler behaves towards the site, the machine, and those who could misuse it."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy.utils.project import get_project_settings

from menafn_crawler.replica import Newsroom, serve
from menafn_crawler.spiders.queue_base import WINDOW
from tests.crawls import ASIA, LONGEST, Run, crawl, crawling
from tests.sites import LIST, Reply, SmallSite, Story, page, path
from tests.sites import newsroom as small_newsroom

ONE, TWO = Story(1109547045), Story(1109547046)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody has vouched for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    unencrypted = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unencrypted)
    file = tmp_path / "site.pem"
    file.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return file


def test_a_site_that_cannot_prove_who_it_is_is_not_read(certificate: Path, tmp_path: Path) -> None:
    with SmallSite(small_newsroom(ONE), certificate) as site:
        run = crawl(site.url, tmp_path / "data", *ASIA, "-s", "RETRY_TIMES=0")
        assert (run.code, site.requests) == (4, [])
        unsafe = crawl(site.url, tmp_path / "data", *ASIA, "-s", "DOWNLOAD_VERIFY_CERTIFICATES=0")
    assert (unsafe.code, unsafe.found) == (0, (ONE.number,))  # the site is sound but for its certificate


@pytest.fixture(scope="module")
def polite(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, SmallSite]:
    """A crawl with the manners that the project has by itself, of a site that sets cookies."""
    cookie = Reply(page("", {"Asia": LIST}).body, headers={"Set-Cookie": "visitor=1; Path=/"})
    forbidden = small_newsroom(ONE, TWO, robots=f"User-agent: *\nDisallow: /{TWO.number}\n", more={"/": [cookie]})
    with SmallSite(forbidden) as site:
        own = ("DOWNLOAD_DELAY=1.0", "AUTOTHROTTLE_ENABLED=1", "CONCURRENT_REQUESTS_PER_DOMAIN=2")
        settings = [part for setting in own for part in ("-s", setting)]
        return crawl(site.url, tmp_path_factory.mktemp("polite"), *ASIA, *settings), site


def test_about_one_request_a_second(polite: tuple[Run, SmallSite]) -> None:
    times = polite[1].times
    assert len(times) == 4
    assert times[-1] - times[0] >= 3 * 0.5 * 0.9  # Scrapy waits between half and one and a half of the delay


def test_robots_txt_is_obeyed_article_by_article(polite: tuple[Run, SmallSite]) -> None:
    run, site = polite
    assert site.requests == ["/robots.txt", "/", LIST, path(ONE.number)]
    assert (run.code, run.found) == (3, (ONE.number,))


def test_the_crawler_says_who_it_is_and_keeps_no_cookies(polite: tuple[Run, SmallSite]) -> None:
    for headers in polite[1].headers:
        assert headers["user-agent"].startswith("menafn_crawler/")
        assert "cookie" not in headers


def test_politeness_is_what_a_user_gets_without_asking() -> None:
    settings = get_project_settings()
    for name in ("ROBOTSTXT_OBEY", "AUTOTHROTTLE_ENABLED", "DOWNLOAD_VERIFY_CERTIFICATES"):
        assert settings.getbool(name) is True, name
    for name in ("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED"):
        assert settings.getbool(name) is False, name
    assert settings.getfloat("DOWNLOAD_DELAY") == 1.0
    assert 0 < settings.getint("DOWNLOAD_MAXSIZE") <= 16 * 1024 * 1024


def listening(pid: int) -> set[str]:
    """Inodes of the sockets on which a process listens."""
    own = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]
    ]
    return {row[9] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in own}


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="needs Linux's /proc")
def test_no_port_is_opened(tmp_path: Path) -> None:
    slow = small_newsroom(ONE, more={LIST: [Reply("", 503, {"Retry-After": "60"})]})
    with SmallSite(slow) as site, crawling(site.url, tmp_path, *ASIA) as process:
        assert listening(os.getpid()), "the test sees a listening socket where there is one"
        until = time.monotonic() + LONGEST
        while LIST not in site.requests:
            assert time.monotonic() < until
            time.sleep(0.02)
        assert listening(process.pid) == set()


@pytest.mark.slow
def test_the_scheduler_never_holds_more_than_the_window(newsroom: Newsroom, tmp_path: Path) -> None:
    probe = tmp_path / "most"
    seen = ("-s", 'SPIDER_MIDDLEWARES={"tests.probes.WindowProbe": 1}', "-s", f"PROBE_FILE={probe}")
    with serve(newsroom, faults=False) as site:
        run = crawl(site.url, tmp_path / "data", *seen, "-s", "CONCURRENT_REQUESTS=4")
    assert run.code == 0
    assert run.census["articles"] > 2 * WINDOW
    assert WINDOW // 2 < int(probe.read_text()) <= WINDOW
