import { claimsOf, findPersona, personas } from '../identity/personas.ts';
import { principalFromClaims } from '../identity/principal-from-claims.ts';
import type { Principal } from '../principal/principal.ts';
import { CommandFailure, exitCode } from './exit.ts';
import { nearest } from './nearest.ts';

/** Whose rights are explained; `note` says what is not certain about them. */
export interface ExplainedCaller {
  readonly principal: Principal;
  readonly note?: string;
}

/** The caller that `--persona` or `--token` names; a CommandFailure says what is wrong with it. */
export function explainedCaller(persona: string | undefined, token: string | undefined): ExplainedCaller {
  if ((persona === undefined) === (token === undefined)) {
    throw new CommandFailure(exitCode.usage, 'say for whom: either `--persona <id>` or `--token <token>`');
  }
  return persona === undefined ? callerOfToken(token ?? '') : callerOfPersona(persona);
}

function callerOfPersona(id: string): ExplainedCaller {
  const persona = findPersona(id);
  if (persona) return { principal: principalFromClaims({ ...claimsOf(persona) }, true) };
  const ids = personas.map((each) => each.id);
  const meant = nearest(id, ids) ?? ids.find((candidate) => candidate.includes(id));
  const hint = meant === undefined ? '`watchfloor token --list` shows all' : `did you mean \`${meant}\``;
  throw new CommandFailure(exitCode.usage, `no persona \`${id}\`, ${hint}`);
}

/** Nothing is given out here, so the token is only read; whether it is accepted a gateway says. */
function callerOfToken(token: string): ExplainedCaller {
  const [, payload] = token.trim().split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) throw new Error('its claims are no object');
    const { exp } = claims as { readonly exp?: unknown };
    const isOver = typeof exp === 'number' && exp * 1000 < Date.now();
    const note = isOver ? 'the token has expired' : "the token's signature was not checked";
    return { principal: principalFromClaims({ ...claims }, false), note };
  } catch (error) {
    const why = error instanceof Error && !(error instanceof SyntaxError) ? `: ${error.message}` : '';
    throw new CommandFailure(exitCode.usage, `the token cannot be read${why}`);
  }
}
