"""Feed the readers what no one would write, guided by the code that it reaches.

    pip install atheris && python -m tests.fuzz pdf --minutes 10

What breaks a reader, or takes longer than a minute, is written to the folder given by ``--out`` and said on stderr. Put it in
``tests/found`` under a name that says what is wrong with it and with the suffix of its format: tests/test_found.py keeps it read
or refused from then on.
"""
