import { describe, expect, it } from 'vitest';

import { showPeerText, showPeerTexts } from './peer-text.ts';

describe('showPeerText', () => {
  it('leaves plain text of any language as it is', () => {
    expect(showPeerText('Ungültig: 証明書 %s <b>')).toBe('Ungültig: 証明書 %s <b>');
  });

  it.each([
    ['a line break', 'a\nb', 'a\\u{a}b'],
    ['an escape sequence', '\u001b[31m', '\\u{1b}[31m'],
    ['a right-to-left override', 'a\u202eb', 'a\\u{202e}b'],
    ['an invisible character', 'a\u200bb', 'a\\u{200b}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ])('writes out %s', (_, text, shown) => {
    expect(showPeerText(text)).toBe(shown);
  });

  it('cuts a long text off, between characters', () => {
    expect([...showPeerText('💥'.repeat(10_000))]).toHaveLength(501);
  });
});

describe('showPeerTexts', () => {
  it('shows at most ten', () => {
    expect(showPeerTexts(Array.from({ length: 1000 }, () => 'x'))).toHaveLength(10);
  });

  it('shows none where there is none', () => {
    expect(showPeerTexts(undefined)).toEqual([]);
  });
});
