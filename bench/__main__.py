"""`python -m irtool.bench` is `irtool bench`."""

import sys

from ..cli.main import main

sys.exit(main(["bench", *sys.argv[1:]]))
