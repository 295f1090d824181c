"""What a bench of Reseed does, as one writes it without it: 50 nets with scikit-learn and joblib, then a mean with its interval.

    venv/bin/pip install scikit-learn joblib
    venv/bin/python perf/peers/joblib_bench.py --workers 2

5 hold-out splits (60 / 20 / 20 %), 5 seeds, two variants, relu layers of 50 and 25 units, batches of 32, Adam, at most 500
epochs, early stopping with a patience of 25: `reseed bench dropout-vs-none --splits 5`, on data of the same shape. It is
less work: scikit-learn has no dropout, so the second variant differs in its L2 penalty, and stops on the share of right
answers. Writes no report. Prints one line of JSON: seconds from the start of the process, nets, and their mean epochs.
"""

import time

BEGAN = time.perf_counter()

import argparse
import json
import os

ROWS, INPUTS, CLASSES = 2000, 47, 7


def train(split, seed, alpha):
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    made = np.random.default_rng(0)
    inputs = made.uniform(-1, 1, (ROWS, INPUTS))
    scores = inputs[:, :CLASSES] + made.gumbel(size=(ROWS, CLASSES))
    labels = scores.argmax(axis=1)
    order = np.random.default_rng(1 + split).permutation(ROWS)
    train, test = order[: ROWS * 4 // 5], order[ROWS * 4 // 5 :]
    model = MLPClassifier(
        (50, 25), solver="adam", alpha=alpha, batch_size=32, max_iter=500, random_state=seed,
        early_stopping=True, validation_fraction=0.25, n_iter_no_change=25, tol=0,
    )
    model.fit(inputs[train], labels[train])
    return model.score(inputs[test], labels[test]), model.n_iter_


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    import numpy as np
    from joblib import Parallel, delayed

    plan = [(split, seed, alpha) for split in range(5) for seed in range(5) for alpha in (0, 1e-2)]
    done = Parallel(n_jobs=options.workers)(delayed(train)(*run) for run in plan)
    scores = np.array([score for score, _ in done]).reshape(5, 5, 2)
    differences = (scores[..., 1] - scores[..., 0]).mean(axis=1)
    draws = np.random.default_rng(2).integers(0, 5, (2000, 5))
    low, high = np.quantile(differences[draws].mean(axis=1), (0.025, 0.975))
    print(
        json.dumps(
            {
                "seconds": round(time.perf_counter() - BEGAN, 2),
                "nets": len(done),
                "epochs": round(float(np.mean([epochs for _, epochs in done])), 1),
                "difference": [round(float(each), 4) for each in (differences.mean(), low, high)],
            }
        )
    )


if __name__ == "__main__":
    main()
