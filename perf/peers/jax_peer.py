"""The same work in JAX, so that every reader can repeat the comparison in perf/RESULTS.md.

    python -m venv venv && venv/bin/pip install "jax[cpu]"
    venv/bin/python perf/peers/jax_peer.py --network M --workers 2

Networks and data as in perf/workload.ts (M: 47-50-25-7 relu, one dropout; B: 47-100-100-100-7 PReLU, two dropouts;
1,600 training rows in batches of 32, reshuffled every epoch, 400 validation rows scored every epoch, Adam). Everything
is compiled into one program, replicas are vectorised with vmap, and one process is pinned to each core: the fastest
arrangement of JAX that we know. Dropout uses one random bit a unit (rate one half). Dummies are multiplied as zeros and
ones. Compilation is not counted. Prints one line of JSON: replica-epochs a second over all processes, by the wall clock
and by processor time (the second says what an undisturbed machine would do).
"""

import argparse
import functools
import json
import os
import statistics
import subprocess
import sys
import time

NETWORKS = {
    "M": {"widths": (47, 50, 25, 7), "dropped": (0,), "prelu": False},
    "B": {"widths": (47, 100, 100, 100, 7), "dropped": (0, 1), "prelu": True},
}
TRAIN, VALIDATION, BATCH = 1600, 400, 32


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=sorted(NETWORKS), default="M")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--replicas", type=int, default=8, help="trained side by side in one process")
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--worker", type=int, default=None, help=argparse.SUPPRESS)
    return parser.parse_args()


def main():
    options = arguments()
    if options.worker is None:
        print(json.dumps(supervise(options)))
    else:
        work(options)


def supervise(options):
    """Starts the workers, lets them compile, and gives the word for each repeat to all of them together."""
    command = [sys.executable, __file__, *sys.argv[1:]]
    workers = [
        subprocess.Popen([*command, "--worker", str(core)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for core in range(options.workers)
    ]
    version = [worker.stdout.readline().strip() for worker in workers][0]
    repeats = []
    for _ in range(options.repeats):
        for worker in workers:
            worker.stdin.write("go\n")
            worker.stdin.flush()
        repeats.append([json.loads(worker.stdout.readline()) for worker in workers])
    for worker in workers:
        worker.stdin.close()
        worker.wait()
    done = options.replicas * options.epochs
    wall = [sum(done / r["wall"] for r in repeat) for repeat in repeats]
    cpu = [sum(done / r["cpu"] for r in repeat) for repeat in repeats]
    return {
        "peer": f"JAX {version}",
        "network": options.network,
        "workers": options.workers,
        "wall": round(statistics.median(wall), 1),
        "cpu": round(statistics.median(cpu), 1),
        "repeats": [round(rate, 1) for rate in wall],
    }


def work(options):
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {options.worker})
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_prefer_vector_width=512")
    import jax

    run, seeds = build(options)
    jax.block_until_ready(run(seeds))
    print(jax.__version__, flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        jax.block_until_ready(run(seeds))
        print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}), flush=True)


def build(options):
    """The compiled training of `replicas` networks, and their seeds."""
    import jax
    import jax.numpy as jnp

    net = NETWORKS[options.network]
    widths, layers = net["widths"], len(net["widths"]) - 1
    data_key = jax.random.key(0)
    inputs = jax.random.uniform(data_key, (TRAIN + VALIDATION, widths[0]), minval=-1.0)
    labels = jax.random.randint(jax.random.fold_in(data_key, 1), (TRAIN + VALIDATION,), 0, widths[-1])
    targets = jax.nn.one_hot(labels, widths[-1])

    def start(key):
        glorot = jax.nn.initializers.glorot_uniform()
        params = []
        for i in range(layers):
            layer = {"w": glorot(jax.random.fold_in(key, i), (widths[i], widths[i + 1])), "b": jnp.zeros(widths[i + 1])}
            if net["prelu"] and i < layers - 1:
                layer["slope"] = jnp.zeros(widths[i + 1])
            params.append(layer)
        return params

    def halves(key, width):
        """0 or 2 for every unit of a batch, from single bits."""
        words = jax.random.bits(key, (-(-BATCH * width // 32),), jnp.uint32)
        bits = jnp.right_shift(words[:, None], jnp.arange(32, dtype=jnp.uint32)[None, :]) & 1
        return 2.0 * bits.reshape(-1)[: BATCH * width].reshape(BATCH, width)

    def logits(params, x, key):
        for i, layer in enumerate(params):
            x = x @ layer["w"] + layer["b"]
            if i == layers - 1:
                return x
            x = jnp.where(x > 0, x, layer["slope"] * x) if net["prelu"] else jax.nn.relu(x)
            if key is not None and i in net["dropped"]:
                x = x * halves(jax.random.fold_in(key, i), widths[i + 1])

    def loss(params, x, y, key=None):
        return -jnp.mean(jnp.sum(y * jax.nn.log_softmax(logits(params, x, key)), axis=-1))

    def adam(params, first, second, gradients, t):
        first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
        second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
        rate = 1e-3 * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        return jax.tree.map(lambda p, m, v: p - rate * m / (jnp.sqrt(v) + 1e-7), params, first, second), first, second

    def step(key, state, batch):
        rows, t = batch
        gradients = jax.grad(loss)(state[0], inputs[rows], targets[rows], jax.random.fold_in(key, t))
        return adam(*state, gradients, (t + 1).astype(jnp.float32)), None

    def epoch(key, state, index):
        order = jax.random.permutation(jax.random.fold_in(key, -1 - index), TRAIN).reshape(-1, BATCH)
        steps = index * len(order) + jnp.arange(len(order))
        state, _ = jax.lax.scan(functools.partial(step, key), state, (order, steps))
        return state, loss(state[0], inputs[TRAIN:], targets[TRAIN:])

    def train(seed):
        key = jax.random.key(seed)
        params = start(key)
        zeros = jax.tree.map(jnp.zeros_like, params)
        state = (params, zeros, zeros)
        return jax.lax.scan(functools.partial(epoch, jax.random.fold_in(key, 7)), state, jnp.arange(options.epochs))

    return jax.jit(jax.vmap(train)), jnp.arange(options.replicas) + 1000 * options.worker


if __name__ == "__main__":
    main()
