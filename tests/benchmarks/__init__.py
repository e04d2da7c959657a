"""What the portal is measured against: peers that users would pick, and the bare limits (performance.md). No test looks here.

`make bench` runs everything, `make bench BENCH="rosters pages --rounds 5"` a part of it.
"""
