"""`python -m stripe_sandbox`."""

import signal
import sys

from stripe_sandbox.cli import main

# A shell that starts us in the background has interrupts ignored; who sends one all the same means it.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
