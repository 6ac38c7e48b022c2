"""The commands that publish and serve; copperplate.py loads the `command` of a module when it is asked for."""
