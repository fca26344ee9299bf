"""What all tests share: hypothesis runs the same examples every time, without time limits; nothing is taken
from the cache of who runs the tests, or left there; objects that tests write are shown to linkers
(`written_objects.py`); Ctrl-C interrupts, however the tests were started."""

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from irtool.object import elf, image
from written_objects import ObjectWatch

settings.register_profile(
    "irtool", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("irtool")

os.environ["IRTOOL_CACHE"] = "off"  # for programs that tests run, too

# A shell starts what it leaves in the background with SIGINT ignored, and programs inherit that.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def object_watch(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ObjectWatch]:
    """What looks at the objects that tests write."""
    everything = "not slow" not in request.config.getoption("markexpr", "")
    watch = ObjectWatch(tmp_path_factory.mktemp("objects"), everything)
    assemble, seal = elf._assemble, image.seal

    def watched(*args: Any) -> bytes:
        data = assemble(*args)
        watch.note(data)
        return data

    def watched_seal(file: bytearray) -> None:
        seal(file)
        if sys._getframe(1).f_code is image.write_image.__code__:  # and not a test that damages one
            watch.note(bytes(file))

    elf._assemble, image.seal = watched, watched_seal
    yield watch
    elf._assemble, image.seal = assemble, seal


@pytest.fixture(scope="module", autouse=True)
def written_objects(object_watch: ObjectWatch) -> Iterator[None]:
    """Look at the objects of a test module when it ends."""
    yield
    complaints = object_watch.check()
    assert not complaints, "objects that tests wrote:\n" + "\n".join(complaints[:10])
