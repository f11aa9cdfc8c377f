import type { PolicyRecord } from '../../schema/policy/book.ts';

/** What the author of a policy says about it: the comment above it, in one line; empty where there is none. */
export function policyWords({ text }: Pick<PolicyRecord, 'text'>): string {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('//'));
  return lines
    .slice(0, end === -1 ? lines.length : end)
    .map((line) => line.trim().replace(/^\/\/ ?/u, ''))
    .join(' ')
    .trim();
}
