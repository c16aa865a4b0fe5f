"""What is wrong with a glossary: the rules, the report of a build, and the function that warns."""
