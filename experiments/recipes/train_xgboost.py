"""Boosted trees on made rows: SEED [--subsample SHARE]."""

import argparse

import numpy as np
import xgboost

parser = argparse.ArgumentParser()
parser.add_argument("seed", type=int)
parser.add_argument("--subsample", type=float, default=0.8)
args = parser.parse_args()

made = np.random.default_rng(0)
x = made.standard_normal((600, 10))
y = (x[:, :3].prod(1) + 0.5 * made.standard_normal(600) > 0).astype(int)
model = xgboost.XGBClassifier(n_estimators=40, subsample=args.subsample, random_state=args.seed)
model.fit(x[:400], y[:400])
print("accuracy:", (model.predict(x[400:]) == y[400:]).mean())
