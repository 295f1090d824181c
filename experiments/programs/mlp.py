"""A scikit-learn MLP on rows that Reseed divided: train.csv test.csv seed predictions.csv [--early-stopping]."""

import argparse
import csv
import warnings

from sklearn.compose import make_column_transformer
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
import numpy as np


def read(path):
    with open(path, newline="", encoding="utf8") as file:
        header, *rows = csv.reader(file)
    return header, rows


def numeric(rows, at):
    try:
        return [float(row[at]) for row in rows]
    except ValueError:
        return None


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("train")
    asked.add_argument("test")
    asked.add_argument("seed", type=int)
    asked.add_argument("predictions")
    asked.add_argument("--early-stopping", action="store_true")
    given = asked.parse_args()
    header, train = read(given.train)
    _, test = read(given.test)
    features = range(len(header) - 1)
    numbers = [at for at in features if numeric(train, at) is not None]
    words = [at for at in features if at not in numbers]

    def table(rows):
        return np.array([row[:-1] for row in rows], dtype=object)

    encode = make_column_transformer(
        (StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore", sparse_output=False), words)
    )
    model = make_pipeline(
        encode,
        MLPClassifier((50, 25), random_state=given.seed, max_iter=200, early_stopping=given.early_stopping),
    )
    # It says at each run that 200 epochs were not enough; that is what this experiment is about.
    warnings.simplefilter("ignore")
    model.fit(table(train), [row[-1] for row in train])
    chances = model.predict_proba(table(test))
    with open(given.predictions, "w", newline="", encoding="utf8") as file:
        out = csv.writer(file)
        out.writerow(["row", "truth", "prediction", *[f"p_{name}" for name in model.classes_]])
        for at, (row, p) in enumerate(zip(test, chances)):
            out.writerow([at, row[-1], model.classes_[p.argmax()], *[f"{each:.7f}" for each in p]])


main()
