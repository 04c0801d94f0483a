"""What is known of single words, wherever they stand: their class, their use, what a pronoun says, and where a document has them.

The reviewed tables stand here, but for the words of saying (``reading/cues.tsv``).
"""
