"""How the commands talk: language, help, options, progress, exit codes."""
