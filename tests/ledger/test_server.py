"""A ledger on a server: who is let in, what is said where something is wrong, and that a password is never repeated."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest
from ledger_makers import Clock, small_documents, usual
from sqlalchemy import create_engine, text

from armstrail.ledger import Ledger, Pool
from armstrail.ledger.complaints import explain
from armstrail.ledger.schema import metadata
from armstrail.ledger.server import is_on_server, name_of
from armstrail.model.document import Document
from armstrail.model.errors import LedgerError
from armstrail.model.reading import Reading
from postgres_server import OWNER, PASSWORD, Server, running


@pytest.fixture
def name(postgres: Server) -> Iterator[str]:
    """A database with an empty ledger."""
    made = postgres.database()
    yield made
    postgres.give_back(made)


@pytest.fixture
def empty(bare: str) -> str:
    """The name of a database with nothing in it."""
    return bare.rpartition("@/")[2].partition("?")[0]


def refusal(url: str, **options: object) -> str:
    """What is said where a ledger cannot be opened; never the password."""
    with pytest.raises(LedgerError) as caught:
        Ledger.open(url, clock=Clock(), **options)
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


def test_a_ledger_is_made_in_an_empty_database(postgres: Server, empty: str) -> None:
    """Over the network, with a password, and found again."""
    for _ in range(2):
        with Ledger.open(postgres.url(empty, over_network=True), clock=Clock()) as ledger:
            ledger.add(*usual())
            assert len(list(ledger.documents())) == 1
            assert PASSWORD not in ledger.name


def test_each_column_of_words_is_in_the_order_of_its_signs(postgres: Server, name: str) -> None:
    """Whatever order the server has for words: lists and filters depend on it."""
    other = postgres.run(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
        "AND data_type IN ('text', 'character varying') AND collation_name IS DISTINCT FROM 'C' "
        "AND table_name <> 'armstrail_revision'",
        database=name,
    )
    assert other == []


def test_migrations_make_the_tables_of_the_schema(postgres: Server, name: str, empty: str) -> None:
    """Columns, indexes, triggers and functions, whether made step by step or at once."""
    engine = create_engine(postgres.url(empty).replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()
    asked = (
        "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name, "
        "character_maximum_length FROM information_schema.columns WHERE table_schema = 'public' "
        "AND table_name <> 'armstrail_revision' ORDER BY 1, 2",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'armstrail_revision' ORDER BY 1",
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
    )
    for statement in asked:
        assert postgres.run(statement, database=name) == postgres.run(statement, database=empty)


@pytest.mark.parametrize("change", ["UPDATE documents SET title = 'x'", "DELETE FROM claims", "TRUNCATE misses"])
def test_the_server_itself_refuses_a_change(postgres: Server, name: str, change: str) -> None:
    """To other programs, too."""
    import psycopg

    with Ledger.open(postgres.url(name), clock=Clock()) as ledger:
        ledger.add(*usual())
    with pytest.raises(psycopg.errors.RaiseException, match="the ledger only grows"):
        postgres.run(change, database=name)


# -- what is said


def test_who_is_not_let_in(postgres: Server, name: str) -> None:
    """A wrong password, a user that is none, and what to look at."""
    for url in (
        postgres.url(name, over_network=True).replace(PASSWORD, "wrong-horse"),
        postgres.url(name, over_network=True, user="nobody_at_all"),
    ):
        told = refusal(url)
        assert "does not let this user in" in told
        assert "wrong-horse" not in told


def test_no_such_database(postgres: Server) -> None:
    """Is told apart from a server that is not there."""
    assert "is not on that server" in refusal(postgres.url("nowhere", over_network=True))
    assert "cannot be reached" in refusal(f"postgresql://{OWNER}:{PASSWORD}@127.0.0.1:1/nowhere")
    assert "cannot be reached" in refusal(f"postgresql://{OWNER}@/x?host=/nowhere&password={PASSWORD}")


def test_a_database_of_another_program(postgres: Server, empty: str) -> None:
    """Is left as it is; and one without a ledger is no ledger to read."""
    url = postgres.url(empty, over_network=True)
    assert "there is no ledger here yet" in refusal(url, read_only=True)
    postgres.run("CREATE TABLE claims (id integer)", database=empty)
    assert "has tables of another program (claims)" in refusal(url)
    assert postgres.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database=empty) == [(1,)]


def test_a_ledger_of_another_version(postgres: Server, name: str) -> None:
    """A newer one is refused; an older one is brought up where it may be written."""
    url = postgres.url(name, over_network=True)
    postgres.run("UPDATE armstrail_revision SET version_num = '9999'", database=name)
    assert "upgrade, or name another ledger" in refusal(url)
    postgres.run("UPDATE armstrail_revision SET version_num = '0001'", database=name)
    assert "open it once to write, to upgrade it" in refusal(url, read_only=True)
    with pytest.raises(LedgerError, match="open it once to write"):
        Pool(url, clock=Clock()).open()


def test_an_older_ledger_is_brought_up_and_filed(postgres: Server, name: str) -> None:
    """As if its words had been filed when they came."""
    url = postgres.url(name)
    with Ledger.open(url, clock=Clock()) as ledger:
        ledger.add(*usual())
    postgres.run(
        "SET session_replication_role = replica", "DROP TABLE filed, document_words, claim_words, originals, versions",
        *(f"DROP FUNCTION armstrail_counts_{table}" for table in ("filed", "originals", "versions")),
        "DROP INDEX ix_documents_publication", "DROP INDEX ix_documents_url",
        "DELETE FROM upgrades WHERE revision > '0002'", "UPDATE armstrail_revision SET version_num = '0002'",
        database=name,
    )  # fmt: skip
    with Ledger.open(url, clock=Clock()) as ledger:
        assert ledger.verify() == []
        assert len(ledger.search_claims(read("soldiers"), order="relevance")) == 2


def read(words: str) -> object:
    from armstrail.languages.inflection import read_words

    return read_words(words)


def test_a_user_who_may_only_read(postgres: Server, name: str) -> None:
    """Asks as others do, is told that she may not write, and adds nothing."""
    with Ledger.open(postgres.url(name), clock=Clock()) as ledger:
        ledger.add(*usual())
    postgres.run(f"CREATE ROLE reader_{name} LOGIN PASSWORD '{PASSWORD}'", database=name)
    postgres.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_{name}", database=name)
    try:
        url = postgres.url(name, over_network=True, user=f"reader_{name}")
        with Ledger.open(url, clock=Clock(), read_only=True) as ledger:
            assert len(list(ledger.claims())) == 2
            assert len(ledger.search_documents(read("soldiers"), order="relevance")) == 1
        with (
            Ledger.open(url, clock=Clock()) as ledger,
            pytest.raises(LedgerError, match="may not be written by this user; have the rights granted"),
        ):
            ledger.add_failure("b.txt", "empty", "remove it")
    finally:
        postgres.run(f"DROP OWNED BY reader_{name}", f"DROP ROLE reader_{name}", database=name)


def test_a_user_who_may_only_add(postgres: Server, name: str) -> None:
    """Needs neither to change nor to delete, and is none who owns the tables."""
    postgres.run(f"CREATE ROLE adder_{name} LOGIN PASSWORD '{PASSWORD}'", database=name)
    postgres.run(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO adder_{name}", database=name)
    try:
        document, reading = usual()
        with Ledger.open(postgres.url(name, over_network=True, user=f"adder_{name}"), clock=Clock()) as ledger:
            assert ledger.add(document, reading) is True
            made = ledger.add_decision("withdraw", reading.claims[0].id, who="Ana", why="misread")
            ledger.add_decision("undo", made.id, who="Ana", why="read again")
            assert ledger.add_failure("b.txt", "empty", "remove it") is True
            assert ledger.verify() == []
    finally:
        postgres.run(f"DROP OWNED BY adder_{name}", f"DROP ROLE adder_{name}", database=name)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("DiskFull", "lies on a full disk of the server; have space freed there and run this again"),
        ("TooManyConnections", "has no connection left; close other programs, or raise max_connections"),
        ("ReadOnlySqlTransaction", "may not be written by this user"),
        ("CannotConnectNow", "is on a server that was shut down, or is starting"),
        ("QueryCanceled", "took longer than the server allows"),
        ("DataCorrupted", "is damaged (x); restore it from a backup or an export"),
        ("UndefinedTable", "does not answer as a ledger does (x)"),
    ],
)
def test_what_a_server_complains_of(error: str, told: str) -> None:
    """What cannot be brought about in a test is told by the code that the server gives with it."""
    import psycopg

    assert told in explain(getattr(psycopg.errors, error)("x"), 30, str)


def test_a_driver_that_is_missing(postgres: Server, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is named with the way to install it."""
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    assert "pip install 'armstrail[postgres]'" in refusal(postgres.url(name, over_network=True))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ada:hush@host/x", "postgresql://ada:***@host/x"),
        ("postgresql://ada@host/x?password=hush", "postgresql://ada:***@host/x"),
        ("postgresql://ada@host/x?sslpassword=hush&port=5433", "postgresql://ada@host/x?port=5433"),
        ("a path/armstrail.db", "a path/armstrail.db"),
    ],
)
def test_what_a_ledger_is_called_in_print(url: str, shown: str) -> None:
    """Whatever in its URL is secret stays out."""
    assert name_of(url) == shown
    assert is_on_server(url) == ("://" in url)


@pytest.mark.parametrize("url", ["postgresql://ada:hu@sh@host/x", "postgresql://ada:hush@host:port/x", "postgresql://"])
def test_a_url_that_is_none_is_not_repeated(url: str) -> None:
    """An @ in a password must be written otherwise, else half of the password would pass for a host."""
    with pytest.raises(LedgerError) as caught:
        Ledger.open(url, clock=Clock())
    assert not {"hush", "sh@", "hu@"} & {word for word in ("hush", "sh@", "hu@") if word in str(caught.value)}


def test_a_driver_that_repeats_a_password_is_not_repeated() -> None:
    """Should one ever do so."""
    told = explain(RuntimeError("cannot go on with hush"), 1, lambda words: words.replace("hush", "***"))
    assert "cannot go on with ***" in told


# -- others at work


def test_a_writer_that_holds_on_is_a_clear_error(postgres: Server, name: str) -> None:
    """After the time it was told to wait, a second writer gives up, says how long it waited, and adds nothing."""
    url = postgres.url(name)
    with Ledger.open(url, clock=Clock()) as holder, Ledger.open(url, clock=Clock(), wait=0.1) as ledger:
        with holder.batch():
            holder.add(*usual())
            with pytest.raises(LedgerError, match=r"did not end for 0\.1 seconds"):
                ledger.add_failure("b.txt", "empty", "remove it")
        assert ledger.add(*usual()) is False
        assert list(ledger.failures()) == []


def test_a_long_list_is_streamed(postgres: Server, name: str) -> None:
    """A reader sees the ledger as it was when she began, and takes rows from the server only as she asks for them: who
    is cut off has the first of them, and not the rest."""
    with Ledger.open(postgres.url(name), clock=Clock()) as ledger:
        with ledger.batch():
            for number in range(1_200):
                ledger.add_failure(f"{number}.txt", "empty", "remove it")
        rows = ledger.failures()
        next(rows)
        ledger.add_failure("later.txt", "empty", "remove it")
        assert len(list(rows)) == 1_199
        rows = ledger.failures()
        next(rows)
        postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        with pytest.raises(LedgerError, match=r"shut down|lost in the middle"):
            list(rows)


def test_a_connection_that_is_cut_in_the_middle(postgres: Server, name: str) -> None:
    """The write under way is an error that says what is known; what was before it is kept; the next goes through."""
    with Ledger.open(postgres.url(name), clock=Clock()) as ledger:
        ledger.add(*usual())
        with pytest.raises(LedgerError, match=r"shut down, or is starting|was lost in the middle"):
            add_and_be_cut(ledger, postgres, name)
        assert len(list(ledger.documents())) == 1
        assert ledger.add(*next(small_documents(1))) is True
        assert ledger.verify() == []


def add_and_be_cut(ledger: Ledger, postgres: Server, name: str) -> None:
    with ledger.batch():
        for number, entry in enumerate(small_documents(3)):
            if number == 1:
                postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
            ledger.add(*entry)


def test_a_server_that_goes_and_comes_back() -> None:
    """Readers and writers are told that it is gone, and go on with the same ledger once it is back; nothing
    acknowledged is lost, however it went, even where the server is set to be quick rather than safe."""
    with running() as server:
        name = server.database()
        with Ledger.open(server.url(name), clock=Clock()) as ledger:
            ledger.add(*usual())
            for how in (signal.SIGQUIT, signal.SIGINT):
                server.stop(how)
                with pytest.raises(LedgerError, match=r"cannot be reached|was lost in the middle|was shut down"):
                    ledger.add_failure("b.txt", how.name, "wait")
                with pytest.raises(LedgerError, match=r"cannot be reached|was lost"):
                    list(ledger.claims())
                server.start()
                assert len(list(ledger.claims())) == 2
                assert ledger.add_failure("b.txt", how.name, "wait") is True
            assert ledger.verify() == []


def test_many_threads_share_a_pool(postgres: Server, name: str) -> None:
    """Each with a ledger of its own over the same connections, readers and writers at once."""
    pool = Pool(postgres.url(name), clock=Clock())
    errors: list[BaseException] = []

    def work(which: int) -> None:
        try:
            for entry in small_documents(5, f"t{which}-"):
                with pool.open(read_only=False) as ledger:
                    ledger.add(*entry)
                with pool.open() as ledger:
                    assert sum(1 for _ in ledger.claims()) > 0
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(which,)) for which in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with pool.open() as ledger:
        stamp = ledger.stamp()
        assert ledger.verify() == []
        with pytest.raises(LedgerError, match="was opened to read only"):
            ledger.add_failure("b.txt", "empty", "remove it")
    with pool.open(read_only=False) as ledger:
        ledger.add_failure("b.txt", "empty", "remove it")
        failed = ledger.stamp()
        document, reading = usual()
        ledger.add(document, reading)
        added = ledger.stamp()
        ledger.add_version("https://example.org/a", document.digest, "2024-06-01")
        assert len({stamp, failed, added, ledger.stamp()}) == 4
    pool.close()


def test_what_the_server_counts_has_no_gap(postgres: Server, name: str) -> None:
    """Not even where a transaction was taken back: else nobody could tell whether a row is missing."""
    with Ledger.open(postgres.url(name), clock=Clock()) as ledger:
        for entry in small_documents(4):
            with pytest.raises(RuntimeError, match="stops"):
                add_and_stop(ledger, entry)
            ledger.add(*entry)
        assert ledger.verify() == []
    engine = create_engine(postgres.url(name).replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT max(sequence), count(*) FROM readings")).one() == (4, 4)
    engine.dispose()


def add_and_stop(ledger: Ledger, entry: tuple[Document, Reading]) -> None:
    with ledger.batch():
        ledger.add(*entry)
        raise RuntimeError("the machine stops")
