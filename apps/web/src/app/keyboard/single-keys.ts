/** Single keys get in the way of speech input, so they can be switched off (WCAG 2.1.4). Kept in this browser. */
export function singleKeysAreOn(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export function switchSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // storage is forbidden: the choice cannot be kept
  }
}

const KEY = 'single-keys';
