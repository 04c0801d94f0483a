"""Attribute quotations to speakers: single words, noun phrases, the text around quotations, who is who, attribution.

Each part builds on those before it: ``words`` → ``phrases`` → ``reading`` → ``identity`` → the modules here. `candidates` finds who could
have said a quotation, `features` tells what speaks for each, `plain` settles by rule what needs no weighing, and `attribution` answers.
Below all of them, `kept` owns what is worked out once a document, and `weights` reads and sums what the models learned.
"""

from .attribution import attribute

__all__ = ["attribute"]
