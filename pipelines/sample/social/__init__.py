"""Case-system extracts of the sample: invented recipients whose rows add up to the published tables.

Belongs here: the targets of the annual report 2024, one module per side of a recipient's life (who is paid
where, months, family, income, amounts) and the tables of the neutral contract. Everything follows from the
targets and fixed seeds; nothing but rows leaves this room, no figure is written where a model could read it.
Does not belong here: the command, sidecars and places of files. Next room: `pipelines.sample`.
"""
