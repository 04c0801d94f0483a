"""The model that tells which of some candidates is right."""

from training.conditional import fit

NEAR = ([["near"], ["far"]], [True, False])
FAR = ([["near"], ["far"]], [False, True])


def test_what_is_right_weighs_more():
    learned = fit([NEAR, NEAR, FAR], least=1)
    assert learned["near"] > 0 > learned["far"]


def test_groups_count_by_their_weights():
    learned = fit([NEAR, NEAR, FAR], least=1, weights=[0.1, 0.1, 1.0])
    assert learned["near"] < 0 < learned["far"]
    assert fit([NEAR, NEAR, FAR], least=1, weights=[1.0] * 3) == fit([NEAR, NEAR, FAR], least=1)


def test_groups_without_a_right_candidate_are_left_out():
    nobody = ([["near"], ["far"]], [False, False])
    assert fit([NEAR, nobody], least=1, weights=[1.0, 5.0]) == fit([NEAR], least=1)
