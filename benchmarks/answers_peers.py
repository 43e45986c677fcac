"""What others would rank the topics with: each learns the titles and phrasings alone, and names topics, best first."""

import math
import re
import sqlite3
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process, utils
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

Ranked = Sequence[tuple[str, float]]
"""Topic ids with their scores, best first."""
Rank = Callable[[str], Ranked]
Texts = Mapping[str, Sequence[str]]
"""For each topic its title and phrasings."""

SHOWN = 3
_STEPS = 30
"""Of the logistic regression's solver, each of three seconds; it stops before it has wholly converged."""
_NEAREST = 300
"""Phrasings looked at to find three different topics: more than any two topics have."""


def best(scores: Iterable[tuple[str, float]]) -> Ranked:
    """Return the best topics, each with the best of its scores."""
    highest: dict[str, float] = {}
    for topic, score in scores:
        highest[topic] = max(score, highest.get(topic, score))
    return sorted(highest.items(), key=lambda pair: -pair[1])[:SHOWN]


def rapidfuzz(scorer: Callable[..., float]) -> Callable[[Texts], Rank]:
    """Rank by the phrasing that is nearest by a scorer of rapidfuzz."""

    def learn(texts: Texts) -> Rank:
        owners = [topic for topic, said in texts.items() for _ in said]
        phrasings = [utils.default_process(text) for said in texts.values() for text in said]

        def rank(question: str) -> Ranked:
            asked = utils.default_process(question)
            near = process.extract(asked, phrasings, scorer=scorer, limit=_NEAREST)
            return best((owners[number], score) for _, score, number in near)

        return rank

    return learn


def bm25(texts: Texts, k1: float = 1.2, b: float = 0.75) -> Rank:
    """Rank by Okapi BM25 on words, a topic being one document."""
    documents = {topic: Counter(_words(" ".join(said))) for topic, said in texts.items()}
    mean = sum(counts.total() for counts in documents.values()) / len(documents)
    weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
    having = Counter(word for counts in documents.values() for word in counts)
    for topic, counts in documents.items():
        norm = k1 * (1 - b + b * counts.total() / mean)
        for word, count in counts.items():
            rarity = math.log(1 + (len(documents) - having[word] + 0.5) / (having[word] + 0.5))
            weights[word].append((topic, rarity * count * (k1 + 1) / (count + norm)))

    def rank(question: str) -> Ranked:
        scores: dict[str, float] = defaultdict(float)
        for word in _words(question):
            for topic, weight in weights.get(word, ()):
                scores[topic] += weight
        return best(scores.items())

    return rank


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def fts5_trigram(texts: Texts) -> Rank:
    """Rank by SQLite's full-text search on trigrams: any of them may match, bm25 orders."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE said USING fts5(topic UNINDEXED, text, tokenize='trigram')")
    database.executemany("INSERT INTO said VALUES (?, ?)", [(topic, "\n".join(said)) for topic, said in texts.items()])

    def rank(question: str) -> Ranked:
        asked = " ".join(_words(question))
        trigrams = sorted({asked[start : start + 3] for start in range(len(asked) - 2)})
        if not trigrams:
            return []
        wanted = " OR ".join(f'"{trigram}"' for trigram in trigrams)
        found = database.execute(
            "SELECT topic, -bm25(said) FROM said WHERE said MATCH ? ORDER BY bm25(said) LIMIT ?", (wanted, SHOWN)
        )
        return [(str(topic), float(score)) for topic, score in found]

    return rank


def logistic_regression(texts: Texts) -> Rank:
    """Rank by logistic regression on TF-IDF of character n-grams inside words, of those that two texts have."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2, dtype=np.float32)
    model = make_pipeline(vectors, LogisticRegression(C=10, max_iter=_STEPS))
    said = [(text, topic) for topic, texts_of_one in texts.items() for text in texts_of_one]
    with warnings.catch_warnings(action="ignore", category=ConvergenceWarning):
        model.fit([text for text, _ in said], [topic for _, topic in said])
    topics = [str(topic) for topic in model.classes_]

    def rank(question: str) -> Ranked:
        return best(zip(topics, map(float, model.predict_proba([question])[0]), strict=True))

    return rank


PEERS: Mapping[str, Callable[[Texts], Rank]] = {
    "rapidfuzz token_set_ratio": rapidfuzz(fuzz.token_set_ratio),
    "rapidfuzz WRatio": rapidfuzz(fuzz.WRatio),
    "BM25 on words": bm25,
    "SQLite FTS5 trigram": fts5_trigram,
    "character n-grams, logistic regression": logistic_regression,
}
