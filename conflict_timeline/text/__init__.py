"""What any text may hold, and what is looked for in one: signs, spellings, quotations, slips, numbers of persons."""
