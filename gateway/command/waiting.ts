import { stderr } from 'node:process';

/** Waits for `work`; when that takes longer than a second it says on stderr, once, what it waits for. */
export async function waiting<T>(what: string, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => stderr.write(`waiting for ${what}\n`), 1000);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
