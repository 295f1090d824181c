/**
 * Which part of src/ may import which, types included: docs/ARCHITECTURE.md says why. `npm run lint` runs it.
 */
const BASE = '^src/base/';

/** Nothing that `from` describes imports what `to` describes. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-circular', 'Two files that need each other are one file, or lack a third.', {}, { circular: true }),
    forbid(
      'store-knows-no-statistics',
      'The store keeps records; what they mean, and how it is told, is not its business.',
      { path: '^src/store/' },
      { path: '^src/(report|analysis)/' },
    ),
    forbid(
      'stats-know-numbers-only',
      'Statistics are pure functions of numbers.',
      { path: '^src/stats/' },
      { path: '^src/', pathNot: ['^src/stats/', BASE] },
    ),
    forbid(
      'origins-know-no-bench',
      'Where scores come from may not know who runs it.',
      { path: '^src/origins/' },
      { path: '^src/(bench|store|queue|report|analysis|commands)/' },
    ),
    forbid(
      'engines-know-no-experiment',
      'An engine trains one network on arrays; all above the seam is unknown to it.',
      { path: '^src/(engines|origins/table/engines)/' },
      { path: '^src/', pathNot: ['^src/(engines|model|origins/table/engines)/', BASE] },
    ),
    forbid(
      'only-the-entry-knows-commands',
      'Commands talk; everything below them is silent and can be used without them.',
      { path: '^src/', pathNot: '^src/(commands/|cli\\.ts$)' },
      { path: '^src/commands/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|src/engines/fused/assembly)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs'] },
  },
};
