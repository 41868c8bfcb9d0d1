"""Parsers that crash, hang or talk nonsense: `python -m tests.workbooks.misbehaving HOW …`."""

import os
import signal
import sys
import time


def crash():
    os.kill(os.getpid(), signal.SIGSEGV)


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def hang():
    time.sleep(60)


def silent_hang():
    """Its output is closed, but it does not end."""
    os.close(1)
    time.sleep(60)


def compute():
    os.kill(os.getpid(), signal.SIGXCPU)


def nothing():
    pass


def nonsense():
    print("{'sheets': ")


def another_thing():
    print("[1, 2, 3]")


def half_an_answer():
    print('{"sheets": [{"name": "a"}], "kind": "xlsx", "external": []}')


def an_answer_and_an_error():
    print('{"sheets": [], "kind": "xlsx", "external": []}')
    sys.exit(1)


def unknown_problem():
    print('{"problems": [{"code": "none of ours", "sheet": "", "row": 0, "column": 0}]}')


def talk():
    while True:
        print("x" * 65_536)


if __name__ == "__main__":
    globals()[sys.argv[1].partition(".")[0]]()
