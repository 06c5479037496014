"""The signed-rank test against samples small enough to count all signs by hand."""

import pytest

from benchmarks.regression.signed_rank import doubled_ranks, signed_rank_p


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        # Three positive: the rank sum 6 is the largest of 2^3 = 8.
        ([1.0, 2.0, 3.0], 1 / 8),
        # Rank sum 1 + 2 = 3. Subsets of {1, 2, 3} with sum 3 or more: {3}, {1, 2},
        # {1, 3}, {2, 3}, {1, 2, 3}.
        ([1.0, 2.0, -3.0], 5 / 8),
        # All ranks are 2: W = 4. Two or three positive of three: 3 + 1 of 8.
        ([0.5, 0.5, -0.5], 4 / 8),
        # Zeros are left out: one positive of one.
        ([0.0, 0.0, 0.02], 1 / 2),
        # All negative: every outcome is as much in favour.
        ([-1.0, -2.0], 1.0),
        # Sizes 1, 1, 2 have ranks 1.5, 1.5, 3; W = 1.5 + 3 = 4.5, as much or more:
        # {3, 1.5} twice and all three, 3 of 8.
        ([1.0, -1.0, 2.0], 3 / 8),
        ([], 1.0),
        ([0.0], 1.0),
    ],
)
def test_p_is_the_share_of_signs_that_are_as_much_in_favour(differences, p):
    assert signed_rank_p(differences) == pytest.approx(p, abs=1e-12)


def test_rounding_makes_no_order():
    # 0.1 + 0.2 is not 0.3 in binary; as a tie the two cancel, W = 1.5 of 3:
    # {one}, {other}, {both} are as much, 3 of 4.
    assert signed_rank_p([0.1 + 0.2, -0.3]) == pytest.approx(3 / 4)


def test_ties_share_their_mean_rank_doubled():
    # Ranks 1, 2.5, 2.5, 4.
    assert doubled_ranks([1.0, 5.0, 5.0, 7.0]) == [2, 5, 5, 8]


def test_ten_of_ten_and_a_long_sample():
    assert signed_rank_p([float(n) for n in range(1, 11)]) == pytest.approx(2**-10)
    # 400 pairs, signs in turn, sizes in pairs: W is about half of all ranks.
    even = [(-1) ** n * (1 + n // 2) for n in range(400)]
    assert signed_rank_p(even) == pytest.approx(0.5, abs=0.02)
