"""Programs that are run by hand, rarely, to make files which then lie in the repository."""
