"""The only room that reads what comes from others: files and answers of sites, each with a limit, and one error."""
