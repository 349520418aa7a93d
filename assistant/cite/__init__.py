"""Each sentence of an answer to the exact words it rests on, and whether they support it.

``markers`` reads the [n], ``trace`` makes a text with them an Answer, ``support`` judges each sentence by words alone, and
``opinions`` asks further where that leaves a doubt; ``shown`` is how a quote is shown, ``verify`` looks an old citation up again.
"""
