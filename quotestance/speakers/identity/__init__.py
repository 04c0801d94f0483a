"""Who is who in a document: the full name of a short one, the bearer of a title, the antecedent of a pronoun.

From a mention to its source; which mention speaks is what the modules above tell.
"""
