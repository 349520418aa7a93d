"""What a message means in its conversation.

``meaning`` reads the turns in order and asks the other modules in turn: ``smalltalk`` and ``around`` take off what asks nothing,
``parts`` tells several questions apart, ``orders`` and ``remark`` say what a message that is no question stands for. Of a
follow-up, ``bare``, ``shape`` and ``sequel`` complete one that says nothing by itself, ``pointing``, ``settled`` and ``named`` one
that points at a thing, ``lacking``, ``ellipsis`` and ``replaced`` one that lacks a subject or puts another in its place,
``corrected`` one that puts the last one right. ``topic`` remembers what was spoken of, and ``strange`` forgets what the corpus does
not know.
"""
