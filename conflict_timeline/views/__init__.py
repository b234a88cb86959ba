"""What each kind of page shows, as plain data. No HTML is written here but what ``markup`` made of a body."""
