"""Forms of English verbs and nouns that no rule gives: "paid" of "pay", "children" of "child"."""

from __future__ import annotations

_IRREGULAR = """
pay paid; lead led; write wrote written; give gave given; begin began begun; fall fell fallen; rise rose risen; run
ran; come came; grow grew grown; find found; hold held; tell told; say said; know knew known; see saw seen; show
shown; draw drew drawn; speak spoke spoken; spend spent; send sent; build built; buy bought; bring brought; teach
taught; think thought; seek sought; sell sold; meet met; feed fed; feel felt; leave left; lose lost; win won; choose
chose chosen; drive drove driven; break broke broken; become became; go went gone; keep kept; mean meant; understand
understood; stand stood; shrink shrank shrunk; child children; man men; woman women; person people; life lives; half
halves; wife wives; foot feet; criterion criteria
"""
IRREGULAR = {form: base for base, *forms in map(str.split, _IRREGULAR.split(";")) for form in forms}
"""Forms that no rule gives, and the base they belong to."""
