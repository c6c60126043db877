"""The same bytes in and out with no rule, guard or check at all: what this machine and these servers could give."""
