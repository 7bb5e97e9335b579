/**
 * For programs: Node tells on standard error that its KMAC may change, which is nothing that their users could act on. All
 * other warnings are told as before.
 */
export function silenceKmacWarning(): void {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (...args: readonly unknown[]) => {
    const [warning, type] = args;
    if (type === 'ExperimentalWarning' && typeof warning === 'string' && /\bKMAC\d+\b/.test(warning)) return;
    Reflect.apply(emitWarning, process, args);
  };
}
