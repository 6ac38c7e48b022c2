"""The commands that collect and search; copperplate.py loads the `command` of a module when it is asked for."""
