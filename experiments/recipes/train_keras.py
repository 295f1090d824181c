"""A small classifier in Keras on made rows: SEED [--dropout RATE]."""

import argparse

import keras
import numpy as np

parser = argparse.ArgumentParser()
parser.add_argument("seed", type=int)
parser.add_argument("--dropout", type=float, default=0.0)
args = parser.parse_args()

made = np.random.default_rng(0)
x = made.standard_normal((600, 10)).astype("float32")
y = (x[:, :3].prod(1) + 0.5 * made.standard_normal(600) > 0).astype("int32")
keras.utils.set_random_seed(args.seed)
layers = keras.layers
model = keras.Sequential(
    [layers.Input((10,)), layers.Dense(32, "relu"), layers.Dropout(args.dropout), layers.Dense(2, "softmax")]
)
model.compile(keras.optimizers.Adam(1e-2), "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x[:400], y[:400], epochs=3, validation_data=(x[400:], y[400:]))
