/**
 * What commands say to what may be typed, line for line: results, notes, refusals, exit codes. Where a change is meant:
 * `npx vitest run test/commands/sessions.test.ts -u`, and read the difference.
 */
import { describe, expect, it } from 'vitest';
import { openSession } from './session.js';
import { PROGRAMS } from './sessions/programs.js';
import { SCORES } from './sessions/scores.js';
import { STARTS } from './sessions/starts.js';
import { TABLES } from './sessions/tables.js';

const SESSIONS = { ...SCORES, ...PROGRAMS, ...TABLES, ...STARTS };

describe('sessions', () => {
  it.each(Object.entries(SESSIONS))('%s: every line is answered as ever', async (name, { files, lines }) => {
    const session = openSession(files);
    try {
      const said: string[] = [];
      for (const line of lines) {
        if (typeof line === 'string') said.push(await session.say(line));
        else if (Array.isArray(line)) said.push(await session.say(line[0] as string, line.slice(1) as string[]));
        else session.write(line as Readonly<Record<string, string>>);
      }
      await expect(said.join('\n')).toMatchFileSnapshot(`../golden/sessions/${name.replaceAll(' ', '-')}.txt`);
    } finally {
      session.end();
    }
  });
});
