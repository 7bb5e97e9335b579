import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';

import { IconButton } from './button.tsx';

interface CopyButtonProps {
  text: string;
  /** "Copy serial number" */
  label: string;
}

/** Copies a value exactly; for two seconds it says that it did. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { copied, copy } = useCopy(text);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <>
      <IconButton
        label={label}
        onClick={copy}
        // Taller than a line, and yet no line grows by it.
        style={{
          width: 28,
          height: 24,
          marginBlock: -4,
          verticalAlign: 'middle',
          color: copied ? 'var(--ok)' : undefined,
        }}
      >
        <Icon size={15} stroke={1.75} aria-hidden />
      </IconButton>
      <span role="status" className="hidden-text">
        {copied && 'Copied'}
      </span>
    </>
  );
}

/** Copies a text, and tells for two seconds that it did. Where the browser forbids it, nothing claims that it happened. */
export function useCopy(text: string) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return { copied, copy: () => void writeClipboard(text).then(setCopied) };
}

async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
