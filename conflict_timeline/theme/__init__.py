"""Templates, style sheets and the frame: everything that turns a page's data into what a reader sees."""
