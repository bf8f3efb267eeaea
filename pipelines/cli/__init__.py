"""The command `kriterier`: one thin module per command.

Belongs here: options, exit codes, printing. Does not belong here: queries (warehouse), reasoning about
numbers (analysis), building (definitions). A command imports what is heavy inside its function, so that
`kriterier --help` starts at once. Nothing imports this room.
"""
