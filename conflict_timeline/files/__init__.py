"""The files of a record on the disk: which there are, what they hold, and how changed ones are put back."""
