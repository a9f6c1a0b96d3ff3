"""Files in, Pages out: what a file says, decoded, and every refusal with its reason.

A new format is one module here and one line in readers.DOCUMENTS, or in readers.RECORDS for exports.
"""
