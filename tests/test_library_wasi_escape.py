"""Without Python, too, programs cannot leave their directories while someone else swaps files for links."""

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pytest
from library_guest import LibraryGuest, library
from test_wasi import Guest
from test_wasi_escape import outside, test_a_directory_swapped_for_a_link, test_a_file_swapped_for_a_link

#: The tests that swap in another thread, with the guest below; calls of the library leave that thread free.
__all__ = [
    "library",
    "outside",
    "test_a_directory_swapped_for_a_link",
    "test_a_file_swapped_for_a_link",
]


@pytest.fixture
def guest(library: ctypes.CDLL, outside: Path) -> Iterator[Guest]:
    made = LibraryGuest(library, {"/": outside / "root"})
    yield made
    made.close()
