"""Which sentences answer a question, and what each brings along when it is quoted.

Chosen: ``read`` (a sentence as it is read), ``sentence_features`` and ``met`` (what speaks for it), ``evidence`` (all of it
weighed, best first), ``told`` and ``plain`` (it says just what is asked), ``editions`` (the newest first), ``again`` and
``doubted`` (what was said before).

Quoted: ``compose`` (the text), ``company`` (what a sentence cannot be read without), ``further``, ``exchange``, ``answered`` and
``counted`` (what goes on from it), ``lists`` and ``series`` (the list it belongs to), ``printed`` (a row of figures).
"""
