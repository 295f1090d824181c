/** One line under the controls, which readers of screens hear. */
export function say(text: string): void {
  const line = document.getElementById('said');
  if (line !== null) line.textContent = text;
}

/** A button in a row of tools. */
export function button(label: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', act);
  return made;
}

export function toolbar(label: string, ...children: readonly Node[]): HTMLElement {
  const made = document.createElement('div');
  made.className = 'tools';
  made.setAttribute('role', 'group');
  made.setAttribute('aria-label', label);
  made.append(...children);
  return made;
}

/** Puts text on the clipboard; where the browser allows none, a file is offered instead. */
export async function copyText(
  text: string,
  { what, file, type }: { what: string; file: string; type: string },
): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
  } catch {
    offerFile(new Blob([text], { type }), file);
    say(`${what} saved as ${file}.`);
  }
}

export function offerFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
