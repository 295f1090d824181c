"""The same work in JAX, so that every reader can repeat the comparison in perf/RESULTS.md.

    python -m venv venv && venv/bin/pip install "jax[cpu]"
    venv/bin/python perf/peers/jax_peer.py --network M --workers 2

What is trained stands in peer.py. Everything is compiled into one program, replicas are vectorised with vmap, and one
process is pinned to each core: the fastest arrangement of JAX that we know. Dropout uses one random bit a unit (rate one
half). Dummies are multiplied as zeros and ones. Compilation is not counted.
"""

import functools
import os

import peer
from peer import BATCH, NETWORKS, TRAIN, VALIDATION


def build(options):
    """The compiled training of `replicas` networks."""
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_prefer_vector_width=512")
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

    compiled = jax.jit(jax.vmap(train))
    seeds = jnp.arange(options.replicas) + 1000 * options.worker
    return jax.__version__, lambda: jax.block_until_ready(compiled(seeds))


if __name__ == "__main__":
    peer.main("JAX", build, replicas=8, epochs=50, about=__doc__)
