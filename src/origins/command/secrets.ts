/** Keeps secrets out of what is written down: values of variables and arguments that are named like secrets. Pure. */
import type { CommandVariant } from './variant.js';

/** Whether a variable or a flag is named like something that must not be written down. */
export function isSecret(name: string): boolean {
  return /(?:TOKEN|KEY|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/i.test(name);
}

/** What stands in a secret's place; a command line may hold it without a shell's taking offence. */
export const HIDDEN = '[hidden]';

const SHORTEST_VALUE = 4;
/** In a command line a short word or a number is more likely a size than a secret. */
const SHORTEST_WORD = 8;

/** `--api-key=…`, `--api-key …`, `API_KEY=…`, also within a longer line. */
const IN_LINE =
  /([\w-]*(?:token|key|secret|password|passwd|credentials?))(?:=|\s+)(?:"([^"]*)"|'([^']*)'|([^\s'"|<>;&]+))/gi;

type Environment = Readonly<Record<string, string | undefined>>;

/** Texts that must not be written down, the longer first: one that begins with another would leave its end behind. */
export function secretsIn(variants: readonly CommandVariant[], inherited: Environment): readonly string[] {
  const found = new Set<string>();
  const addAll = (named: Readonly<Record<string, string | number | undefined>>): void => {
    for (const [name, value] of Object.entries(named)) {
      const text = String(value ?? '');
      if (isSecret(name) && text.length >= SHORTEST_VALUE) found.add(text);
    }
  };
  addAll(inherited);
  for (const { command, env = {}, values = {} } of variants) {
    addAll(env);
    addAll(values);
    for (const word of wordsNamedSecret(command)) found.add(word);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

function wordsNamedSecret(command: CommandVariant['command']): readonly string[] {
  const line = typeof command === 'string' ? command : command.join(' ');
  return [...line.matchAll(IN_LINE)].flatMap(([, , double, single, bare]) => {
    const word = double ?? single ?? bare ?? '';
    const plain = word.length >= SHORTEST_WORD && !/^[-\d.]*$/.test(word) && !word.startsWith('-');
    return plain && !word.includes('{') ? [word] : [];
  });
}

export function hiding(secrets: readonly string[], shown = '***'): (text: string) => string {
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, shown), text);
}

/** A variant as a manifest may keep it. */
export function withoutSecrets(variant: CommandVariant, secrets: readonly string[]): CommandVariant {
  const hide = hiding(secrets, HIDDEN);
  const { command, env, values } = variant;
  const named = <T extends string | number>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]): [string, T] => {
        if (typeof value !== 'string') return [name, value];
        return [name, (isSecret(name) ? HIDDEN : hide(value)) as T];
      }),
    );
  return {
    ...variant,
    command: typeof command === 'string' ? hide(command) : command.map(hide),
    ...(env === undefined ? {} : { env: named(env) }),
    ...(values === undefined ? {} : { values: named(values) }),
  };
}
