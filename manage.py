#!/usr/bin/env python
"""Django's command line for this project; `./run handfast COMMAND` runs it in the project's own environment."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handfast.settings")
    from handfast.core.commandline import main

    main(sys.argv)
