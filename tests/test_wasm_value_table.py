"""The table of locals' values: what was put is found, wherever the hash puts it."""

import pytest
from irtool.frontend.wasm.value_table import ValueTable


@pytest.mark.parametrize("stride", [1, 7, 8, 64, 1 << 11])
@pytest.mark.parametrize("locals_", [1, 40, 1000])
def test_values_are_found(stride: int, locals_: int) -> None:
    table = ValueTable()
    for function in range(3):  # what an earlier function left is not seen
        table.clear()
        keys = [
            (block * stride, local * 21 % 65536)
            for block in range(2000 // locals_ + 1)
            for local in range(locals_)
        ]
        for number, (block, local) in enumerate(keys):
            assert table.look(block, local) == -1
            table.put(block, local, number + function)
            table.put(block, local, number + 2 * function)
        assert [table.look(block, local) for block, local in keys] == [
            number + 2 * function for number in range(len(keys))
        ]


def test_blocks_of_one_place_among_eight_cost_no_more() -> None:
    """Slots looked at, when all blocks are multiples of eight and when they are not."""
    from irtool.frontend.wasm.value_table import hash_of

    def probes(stride: int) -> float:
        mask, taken, total = (1 << 14) - 1, set(), 0
        for block in range(1 << 13):
            slot = hash_of((block * stride << 16) + 5) & mask
            total += 1
            while slot in taken:
                slot = (slot + 9) & mask
                total += 1
            taken.add(slot)
        return total / (1 << 13)

    assert probes(1) < 4 and probes(8) < 8
