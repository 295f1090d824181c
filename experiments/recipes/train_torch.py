"""A small classifier in PyTorch on made rows: SEED [--dropout RATE]."""

import argparse

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("seed", type=int)
parser.add_argument("--dropout", type=float, default=0.0)
args = parser.parse_args()

made = torch.Generator().manual_seed(0)
x = torch.randn(600, 10, generator=made)
y = (x[:, :3].prod(1) + 0.5 * torch.randn(600, generator=made) > 0).long()
torch.manual_seed(args.seed)
model = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Dropout(args.dropout), nn.Linear(32, 2))
optimizer = torch.optim.Adam(model.parameters(), 1e-2)
for _ in range(60):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x[:400]), y[:400]).backward()
    optimizer.step()
model.eval()
with torch.no_grad():
    right = (model(x[400:]).argmax(1) == y[400:]).float().mean().item()
print(f"test accuracy: {right:.4f}")
