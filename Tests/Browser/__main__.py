"""Runs all browser tests: `.tools/venv/bin/python Tests/Browser [pattern]`."""

import pathlib
import sys
import unittest

FOLDER = pathlib.Path(__file__).parent


class Result(unittest.TextTestResult):
    def printErrors(self):
        super().printErrors()
        bad = [getattr(test, "test_case", test).id() for test, _ in self.failures + self.errors]
        failed = len(set(bad))
        self.stream.writeln(f"{max(self.testsRun - failed, 0)} passed, {failed} failed")


def main():
    sys.path.insert(0, str(FOLDER))
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{name}*" for name in sys.argv[1:]] or None
    tests = loader.discover(str(FOLDER))
    runner = unittest.TextTestRunner(verbosity=2, resultclass=Result)
    sys.exit(not runner.run(tests).wasSuccessful())


if __name__ == "__main__":
    main()
