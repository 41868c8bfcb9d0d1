"""`make mutate`: small faults are put into the arithmetic one by one, and a test must see each.

What survives is a test that is missing, or a change that changes nothing; the latter stand, each
with its reason, in explained.toml.
"""
