"""The sample: synthetic deliveries in the shapes of the real ones, calibrated to known results.

Belongs here: one module per kind of delivery that makes its files as bytes, the targets they are fitted
to (`targets/`), and the writer behind `kriterier sample`. Everything follows from the targets and from
hashes of names; the same bytes come out on every run. Does not belong here: reading deliveries, published
figures under a name of their own, anything a refresh needs. Next room: `pipelines.cli`.
"""
