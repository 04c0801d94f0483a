"""Attribute quotations to speakers: cues, mentions, who is who in the document, attribution."""

from .attribution import attribute

__all__ = ["attribute"]
