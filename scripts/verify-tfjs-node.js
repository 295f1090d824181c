/** Proves that tfjs-node trains on this machine. Knows nothing of how it came to be there. */
import { spawnSync } from 'node:child_process';

/** Fits a line by gradient descent in a process of its own, started in `cwd`; says what computed it, or what went wrong. */
export function verifyTfjsNode(cwd) {
  const script = `
    const util = require('node:util');
    util.isNullOrUndefined ??= (value) => value === null || value === undefined; // gone since Node 23
    util.isArray ??= Array.isArray;
    const tf = require('@tensorflow/tfjs-node');
    const [slope, shift] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
    const x = tf.linspace(-1, 1, 64);
    const optimizer = tf.train.sgd(0.5);
    for (let step = 0; step < 100; step++) optimizer.minimize(() => x.mul(slope).add(shift).sub(x.mul(3).add(1)).square().mean());
    const [a, b] = [slope.dataSync()[0], shift.dataSync()[0]];
    if (tf.getBackend() !== 'tensorflow' || Math.abs(a - 3) > 1e-4 || Math.abs(b - 1) > 1e-4) throw new Error('fitted ' + a + ', ' + b + ' on ' + tf.getBackend());
    console.log('tfjs-node ' + tf.version['tfjs-node'] + ' works: TensorFlow ' + tf.backend().binding.TF_Version + ', trained a line on it');`;
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '0' },
  });
  if (status === 0) return { ok: true, text: stdout.trim().split('\n').at(-1) };
  const reason = stderr.split('\n').find((line) => /Error/.test(line)) ?? stderr.trim().split('\n').at(-1);
  return { ok: false, text: signal === null ? reason : `ended by ${signal}` };
}
