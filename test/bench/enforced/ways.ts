/** How a gateway of the ruled room is run. */
export type Way = 'open' | 'enforced' | 'recorded';

/** The ways, the one first that the others are compared with. */
export const ways: readonly Way[] = ['open', 'enforced', 'recorded'];

/** What a way is, in one line. */
export const aboutWays: Readonly<Record<Way, string>> = {
  open: 'access open: the caller’s header goes on to the agencies, nothing is decided',
  enforced: 'tokens, rules, a marking on every object, signed fetches, the disclosure log ready',
  recorded: 'all that, and every name is SENSITIVE: it is in the log before the answer leaves',
};
