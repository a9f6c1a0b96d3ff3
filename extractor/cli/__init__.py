"""The command line: where settings become arguments; one file a command.

Results go to files or stdout, everything else to stderr. A command imports its rooms when it is called, so
that `extractor --help` is quick, and returns the exit status.
"""
