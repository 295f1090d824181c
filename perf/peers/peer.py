"""What the peers of perf/RESULTS.md have in common: networks, workers pinned to cores, and the word for each repeat.

Networks and data as in perf/workload.ts (M: 47-50-25-7 relu, one dropout; B: 47-100-100-100-7 PReLU, two dropouts;
1,600 training rows in batches of 32, reshuffled every epoch, 400 validation rows scored every epoch, Adam). A peer gives
`build(options)`: it returns the version of what it uses and a function that trains `replicas` networks for `epochs`
epochs once, so that whatever is compiled is compiled before anything is counted. Prints one line of JSON:
replica-epochs a second over all processes, by the wall clock and by processor time (the second says what an undisturbed
machine would do).
"""

import argparse
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


def main(name, build, *, replicas, epochs, about):
    """`name` is what the rows are called; `replicas` and `epochs` are what one repeat of one worker trains by default."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", choices=sorted(NETWORKS), default="M")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--replicas", type=int, default=replicas, help="trained side by side in one process")
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--worker", type=int, default=None, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker is None:
        print(json.dumps(supervise(name, options)))
    else:
        work(build, options)


def supervise(name, options):
    """Starts the workers, lets them compile, and gives the word for each repeat to all of them together."""
    command = [sys.executable, *sys.argv]
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
        "peer": f"{name} {version}",
        "version": version,
        "network": options.network,
        "workers": options.workers,
        "wall": round(statistics.median(wall), 2),
        "cpu": round(statistics.median(cpu), 2),
        "repeats": [round(rate, 2) for rate in wall],
    }


def work(build, options):
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {options.worker})
    # Each process has one core: threads of a library would only wait for each other.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    version, run = build(options)
    run()
    print(version, flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}), flush=True)
