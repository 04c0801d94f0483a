"""How the text around quotations reads: stretches and sentences, words of saying, relative clauses, subjects, genders.

What belongs here reads one sentence; what joins several mentions of one source stands in ``identity``.
"""
