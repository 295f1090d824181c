"""The lecture's network in Keras, five folds in one process: seed predictions.csv [--dropout RATE] [--epochs N].

Layers, initial weights, loss and optimizer are Keras's; its fit() takes about a minute a fold on a tiny network, so the
epochs run in a compiled loop, as Keras's guide "Writing a training loop from scratch in JAX" shows.
"""

import argparse
import csv
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

BATCH = 32
TABLE = pathlib.Path(__file__).parent / "folds.csv"


def read():
    with open(TABLE, newline="", encoding="utf8") as file:
        header, *rows = csv.reader(file)
    folds = np.array([int(row[0]) for row in rows])
    return folds, header[1:-1], [row[1:-1] for row in rows], [row[-1] for row in rows]


def encode(cells, train):
    """z-scores of numbers (the median where missing) and dummies of words, fitted on the training rows alone."""
    parts = []
    for column in zip(*cells):
        try:
            values = np.array([float(cell or "nan") for cell in column])
            values = np.where(np.isnan(values), np.nanmedian(values[train]), values)
            parts.append(((values - values[train].mean()) / values[train].std())[:, None])
        except ValueError:
            words = sorted({column[row] for row in train})
            parts.append(np.array([[float(cell == word) for word in words] for cell in column]))
    return np.hstack(parts).astype("float32")


def network(inputs, classes, rate):
    layers = keras.layers
    hidden = [layers.Dense(50, activation="relu"), layers.Dense(25, activation="relu")]
    if rate > 0:
        hidden.insert(1, layers.Dropout(rate))
    return keras.Sequential([layers.Input((inputs,)), *hidden, layers.Dense(classes, activation="softmax")])


def trained(x, y, orders, rate):
    """The network after one pass over every order of the rows, batch by batch."""
    model = network(x.shape[1], int(y.max()) + 1, rate)
    optimizer = keras.optimizers.Adam(1e-3)
    optimizer.build(model.trainable_variables)
    loss = keras.losses.SparseCategoricalCrossentropy()

    def score(trainable, fixed, xs, ys):
        predicted, fixed = model.stateless_call(trainable, fixed, xs, training=True)
        return loss(ys, predicted), fixed

    def step(state, batch):
        trainable, fixed, moments = state
        (_, fixed), slopes = jax.value_and_grad(score, has_aux=True)(trainable, fixed, x[batch], y[batch])
        trainable, moments = optimizer.stateless_apply(moments, slopes, trainable)
        return (trainable, fixed, moments), None

    state = [[v.value for v in vs] for vs in (model.trainable_variables, model.non_trainable_variables, optimizer.variables)]
    (weights, _, _), _ = jax.jit(lambda s, o: jax.lax.scan(step, s, o))(tuple(state), orders)
    for variable, value in zip(model.trainable_variables, weights):
        variable.assign(value)
    return model


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("seed", type=int)
    asked.add_argument("predictions")
    asked.add_argument("--dropout", type=float, default=0.0)
    asked.add_argument("--epochs", type=int, default=500)
    given = asked.parse_args()
    folds, _, cells, target = read()
    classes = sorted(set(target))
    labels = np.array([classes.index(word) for word in target])
    keras.utils.set_random_seed(given.seed)
    draws = np.random.default_rng(given.seed)
    chances = np.zeros((len(target), len(classes)))
    for fold in range(folds.max() + 1):
        train = np.flatnonzero(folds != fold)
        test = np.flatnonzero(folds == fold)
        x = encode(cells, train)
        whole = len(train) // BATCH * BATCH
        orders = np.vstack([draws.permutation(len(train))[:whole].reshape(-1, BATCH) for _ in range(given.epochs)])
        model = trained(jax.numpy.array(x[train]), jax.numpy.array(labels[train]), jax.numpy.array(orders), given.dropout)
        chances[test] = np.array(model(x[test], training=False))
    with open(given.predictions, "w", newline="", encoding="utf8") as file:
        out = csv.writer(file)
        out.writerow(["row", "truth", "prediction", *[f"p_{name}" for name in classes]])
        for row, p in enumerate(chances):
            out.writerow([row, target[row], classes[int(p.argmax())], *[f"{each:.7f}" for each in p]])


main()
