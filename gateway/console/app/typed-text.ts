import type { Storage } from '@graphiql/toolkit';

let visit = 0;

/**
 * Where GraphiQL keeps what was typed: questions may name what is sensitive, so they end with the browser tab.
 *
 * GraphiQL writes up to half a second late; a store that was opened before `forgetTypedText` drops what comes then.
 */
export function openTypedText(): Storage {
  const opened = visit;
  return {
    get length() {
      return sessionStorage.length;
    },
    getItem: (key) => sessionStorage.getItem(key),
    setItem: (key, value) => {
      if (opened === visit) sessionStorage.setItem(key, value);
    },
    removeItem: (key) => sessionStorage.removeItem(key),
    clear: () => sessionStorage.clear(),
  };
}

/** Forgets all that was typed: it belongs to the person who signs out. */
export function forgetTypedText(): void {
  visit += 1;
  sessionStorage.clear();
}
