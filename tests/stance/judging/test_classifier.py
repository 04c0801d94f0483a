"""The estimator: scikit-learn's ways, saving and loading, errors."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score

import quotestance
from quotestance import Quote
from quotestance.models import ModelError
from quotestance.records import LABELS
from quotestance.stance import Passage, StanceClassifier

PRAISE = ["{} ने शानदार काम किया", "{} पर हमें गर्व है", "हम {} की सराहना करते हैं", "{} का योगदान महान है"]
BLAME = ["{} ने धोखा दिया", "{} पूरी तरह विफल रही", "हम {} की निंदा करते हैं", "{} का रवैया शर्मनाक है"]
PLAIN = ["{} की बैठक कल होगी", "{} के दफ्तर में लोग आए", "{} ने सोमवार को सूची जारी की", "{} का पता यह है"]
NAMES = ["नदी मोर्चा", "जल आयोग", "वन विभाग"]


def passage(text, target):
    return Passage(text, Quote(0, len(text), text), target, (), ())


X = [passage(t.format(n), n) for n in NAMES for group in (PRAISE, BLAME, PLAIN) for t in group]
Y = [label for _ in NAMES for label in ("favor", "against", "neutral") for _ in range(4)]
SETTINGS = {"min_documents": 1, "calibrate": 0, "C": 0.5}


@pytest.fixture(scope="module")
def fitted():
    return StanceClassifier(**SETTINGS).fit(X, Y)


def test_it_learns_what_it_is_shown(fitted):
    assert np.mean(fitted.predict(X) == np.array(Y)) > 0.95
    assert fitted.score(X, Y) > 0.95
    assert list(fitted.classes_) == sorted(LABELS)


def test_probabilities_are_distributions_in_the_order_of_the_classes(fitted):
    scores = fitted.predict_proba(X)
    assert scores.shape == (len(X), 3)
    assert np.allclose(scores.sum(axis=1), 1)
    assert (fitted.classes_[scores.argmax(axis=1)] == fitted.predict(X)).all()


def test_it_is_cloned_searched_and_cross_validated():
    model = StanceClassifier(**SETTINGS)
    assert clone(model).get_params() == model.get_params()
    assert model.set_params(C=0.1).C == 0.1
    assert len(cross_val_score(model, X, Y, cv=3)) == 3
    assert GridSearchCV(model, {"C": [0.05, 0.5]}, cv=2).fit(X, Y).best_params_["C"] in (0.05, 0.5)


def test_the_same_data_gives_the_same_model(fitted):
    again = StanceClassifier(**SETTINGS).fit(X, Y)
    assert np.array_equal(again.predict_proba(X), fitted.predict_proba(X))


def test_calibration_on_held_out_answers():
    scores = StanceClassifier(min_documents=1, calibrate=3, C=0.5).fit(X, Y).predict_proba(X)
    assert np.isfinite(scores).all()


def test_a_fitted_one_is_a_scorer(fitted):
    text = 'सीमा ने कहा, "जल आयोग ने शानदार काम किया"'
    start = text.index("जल")
    stance = quotestance.classify(text, (start, len(text) - 1), ["जल आयोग"], stance=fitted)[0]
    assert stance.label == "favor"


def test_it_comes_back_from_disk_without_pickle(fitted, tmp_path):
    fitted.save(tmp_path, "mine")
    again = StanceClassifier.load(tmp_path, "mine")
    assert np.allclose(again.predict_proba(X), fitted.predict_proba(X))
    assert again.get_params() == fitted.get_params()
    (tmp_path / "mine.bin").write_bytes((tmp_path / "mine.bin").read_bytes()[:-5])
    with pytest.raises(ModelError, match="truncated"):
        StanceClassifier.load(tmp_path, "mine")


def test_two_labels_are_enough():
    keep = [i for i, y in enumerate(Y) if y != "neutral"]
    model = StanceClassifier(**SETTINGS).fit([X[i] for i in keep], [Y[i] for i in keep])
    assert list(model.classes_) == ["against", "favor"]
    assert model.predict_proba(X[:2]).shape == (2, 2)


@pytest.mark.parametrize(
    ("x", "y", "message"),
    [
        (X[:4], ["favor"] * 3, "expected 4 labels, one a passage, found 3"),
        (X[:4], ["favor", "pro", "favor", "against"], "expected labels favor, against, neutral, found 'pro'"),
        (X[:4], ["favor"] * 4, "at least two different labels"),
    ],
)
def test_wrong_labels_are_told(x, y, message):
    with pytest.raises(ValueError, match=message):
        StanceClassifier(**SETTINGS).fit(x, y)


def test_wrong_passages_are_told():
    with pytest.raises(TypeError, match=r"expected quotestance\.stance\.Passage, found str"):
        StanceClassifier(**SETTINGS).fit(["text"] * 36, Y)


def test_an_unfitted_one_says_so():
    with pytest.raises(NotFittedError):
        StanceClassifier().predict(X)
