"""Nearly the same work in scikit-learn, so that every reader can repeat the comparison in perf/RESULTS.md.

    python -m venv venv && venv/bin/pip install scikit-learn
    venv/bin/python perf/peers/sklearn_peer.py --network M --workers 2

What is trained stands in peer.py, with less work: scikit-learn's MLPClassifier has no dropout and no PReLU, so there is
none of the first and relu for the second. One process with one thread is pinned to each core.
"""

import peer
from peer import BATCH, NETWORKS, TRAIN, VALIDATION


def build(options):
    import numpy as np
    import sklearn
    from sklearn.metrics import log_loss
    from sklearn.neural_network import MLPClassifier

    widths = NETWORKS[options.network]["widths"]
    made = np.random.default_rng(0)
    inputs = made.uniform(-1, 1, (TRAIN + VALIDATION, widths[0])).astype(np.float32)
    labels = made.integers(0, widths[-1], TRAIN + VALIDATION)
    classes = np.arange(widths[-1])

    def run():
        for replica in range(options.replicas):
            seed = 1000 * options.worker + replica
            model = MLPClassifier(widths[1:-1], solver="adam", alpha=0, batch_size=BATCH, random_state=seed)
            for _ in range(options.epochs):
                model.partial_fit(inputs[:TRAIN], labels[:TRAIN], classes=classes)
                log_loss(labels[TRAIN:], model.predict_proba(inputs[TRAIN:]), labels=classes)

    return sklearn.__version__, run


if __name__ == "__main__":
    peer.main("scikit-learn", build, replicas=2, epochs=10, about=__doc__)
