"""The same work in PyTorch, so that every reader can repeat the comparison in perf/RESULTS.md.

    python -m venv venv && venv/bin/pip install torch
    venv/bin/python perf/peers/torch_peer.py --network M --workers 2

What is trained stands in peer.py. Replicas lie side by side in one tensor (batched matrix products, one backward pass for
all, fused Adam), and one process with one thread is pinned to each core. `--replicas 1` shows what one net at a time costs:
on network M a fifth as many replica-epochs a second. Dummies are multiplied as zeros and ones.
"""

import peer
from peer import BATCH, NETWORKS, TRAIN, VALIDATION


def build(options):
    import torch
    import torch.nn.functional as F

    torch.set_num_threads(1)
    net = NETWORKS[options.network]
    widths, layers, replicas = net["widths"], len(net["widths"]) - 1, options.replicas
    made = torch.Generator().manual_seed(0)
    inputs = torch.rand(TRAIN + VALIDATION, widths[0], generator=made) * 2 - 1
    labels = torch.randint(0, widths[-1], (TRAIN + VALIDATION,), generator=made)

    def start():
        params = []
        for i in range(layers):
            limit = (6 / (widths[i] + widths[i + 1])) ** 0.5
            params.append(((torch.rand(replicas, widths[i], widths[i + 1]) * 2 - 1) * limit).requires_grad_())
            params.append(torch.zeros(replicas, 1, widths[i + 1], requires_grad=True))
            if net["prelu"] and i < layers - 1:
                params.append(torch.zeros(replicas, 1, widths[i + 1], requires_grad=True))
        return params

    def logits(params, x, training):
        rest = iter(params)
        for i in range(layers):
            weights, bias = next(rest), next(rest)
            x = torch.baddbmm(bias, x, weights)
            if i == layers - 1:
                return x
            x = torch.where(x > 0, x, next(rest) * x) if net["prelu"] else torch.relu(x)
            if training and i in net["dropped"]:
                x = F.dropout(x, 0.5)

    def loss(params, rows, training=True):
        """The sum over replicas: none has a part in the gradient of another."""
        out = logits(params, inputs[rows], training)
        wanted = labels[rows].expand(out.shape[:-1])
        return F.cross_entropy(out.flatten(0, 1), wanted.flatten(), reduction="sum") / out.shape[1]

    def run():
        torch.manual_seed(1000 * options.worker)
        params = start()
        optimizer = torch.optim.Adam(params, lr=1e-3, eps=1e-7, fused=True)
        validation = torch.arange(TRAIN, TRAIN + VALIDATION).expand(replicas, -1)
        for _ in range(options.epochs):
            order = torch.rand(replicas, TRAIN).argsort(dim=1)
            for batch in order.split(BATCH, dim=1):
                optimizer.zero_grad(set_to_none=True)
                loss(params, batch).backward()
                optimizer.step()
            with torch.no_grad():
                loss(params, validation, training=False)

    return torch.__version__, run


if __name__ == "__main__":
    peer.main("PyTorch", build, replicas=32, epochs=2, about=__doc__)
