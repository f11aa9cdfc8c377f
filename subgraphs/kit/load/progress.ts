import { visible } from './fault.ts';

/** Tells a person how far a load is. */
export interface Progress {
  /** A file begins; `size` in bytes. */
  file(path: string, size: number): void;
  bytes(count: number): void;
  /** Nothing more comes: what was drawn is cleared away. */
  end(): void;
}

/** Where progress is drawn. */
export interface ProgressOutput {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/**
 * A bar that redraws one line on a terminal; elsewhere, and in CI, a plain line at most once a second, the first
 * after a second, so that a short load says nothing.
 */
export function progressOn(output: ProgressOutput, inCi: boolean, now: () => number = Date.now): Progress {
  const drawing = output.isTTY === true && !inCi;
  const pause = drawing ? 100 : 1000;
  let last = now();
  let path = '';
  let size = 0;
  let read = 0;
  const show = (): void => {
    if (now() - last < pause) return;
    last = now();
    const share = size === 0 ? 1 : Math.min(1, read / size);
    const percent = `${Math.floor(share * 100)} %`;
    if (drawing)
      output.write(
        `\r\u001b[K${bar(share)} ${percent.padStart(5)}  ${fitted(path, (output.columns ?? 80) - 32)}`,
      );
    else output.write(`reading ${path}: ${percent}\n`);
  };
  return {
    file(next, bytes) {
      path = visible(next);
      size = bytes;
      read = 0;
      show();
    },
    bytes(count) {
      read += count;
      show();
    },
    end() {
      if (drawing) output.write('\r\u001b[K');
    },
  };
}

function bar(share: number): string {
  const full = Math.round(share * 20);
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)}`;
}

function fitted(path: string, width: number): string {
  return path.length <= width ? path : `…${path.slice(path.length - Math.max(width, 2) + 1)}`;
}
