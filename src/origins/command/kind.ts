/** The kind of origin that starts programs. A command comes from the user's own experiment file or command line alone. */
import type { OriginKind } from '../origin.js';
import { checkCommands } from './check.js';
import { commandIdentity, withoutSecrets } from './identity.js';
import { describeCommands, openCommands } from './open-command.js';
import type { CommandQuestion } from './variant.js';

export const COMMAND: OriginKind<CommandQuestion> = {
  kind: 'command',
  slots: 1,
  takes: (variants) =>
    Object.values(variants).some((each) => typeof each === 'object' && each !== null && 'command' in each),
  check: checkCommands,
  kept({ folder: _folder, ...question }) {
    const variants = Object.entries(question.variants).map(([name, each]) => [name, withoutSecrets(each)] as const);
    return { ...question, variants: Object.fromEntries(variants) };
  },
  describe: describeCommands,
  open(asked, { folder }) {
    const names = Object.keys(asked.variants);
    const identities = Object.fromEntries(names.map((name) => [name, commandIdentity(asked, name)]));
    const question = { ...asked, identities };
    return Promise.resolve({ question, origin: openCommands(question, folder === undefined ? {} : { folder }) });
  },
};
