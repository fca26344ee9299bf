"""`irtool ...` and `python -m irtool ...`."""

from .cli.main import entry, program

__all__ = ["entry", "program"]

if __name__ == "__main__":
    entry()
