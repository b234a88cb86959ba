"""The commands, a module each, with no logic of their own: words in, exit codes out. ``cli`` imports one when it is called."""
