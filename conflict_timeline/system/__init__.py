"""What the operating system does for us beyond Python's own library: signals, processes, files put in place whole."""
