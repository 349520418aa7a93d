"""Refuse a Python that is too old in one line; all else is in pyproject.toml.

The pip that comes with such a Python would look for the dependencies first, and list every version of one that is not for it.
"""

import sys

from setuptools import setup

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "research-assistant needs Python 3.11 or newer, and this is {}.{}."
        " Make an environment with a newer one: python3.12 -m venv .venv && . .venv/bin/activate".format(*sys.version_info)
    )
setup()
