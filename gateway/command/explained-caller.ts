import { claimsOf, findPersona, personas, type Persona } from '../identity/personas.ts';
import { principalFromClaims } from '../identity/principal-from-claims.ts';
import type { Principal } from '../principal/principal.ts';
import { CommandFailure, exitCode } from './exit.ts';
import { nearest } from './nearest.ts';

/** Whose rights are explained; `note` says what is not certain about them. */
export interface ExplainedCaller {
  readonly principal: Principal;
  readonly note?: string;
}

/** The caller that a persona or else a token names; a CommandFailure says what is wrong with it. */
export function explainedCaller(persona: string | undefined, token: string | undefined): ExplainedCaller {
  return persona === undefined ? callerOfToken(token ?? '') : callerOfPersona(persona);
}

function callerOfPersona(id: string): ExplainedCaller {
  return { principal: principalFromClaims({ ...claimsOf(knownPersona(id)) }, true) };
}

/** The persona of this id; a CommandFailure says which was meant. */
export function knownPersona(id: string): Persona {
  const persona = findPersona(id);
  if (persona) return persona;
  const ids = personas.map((each) => each.id);
  const meant = nearest(id, ids) ?? ids.find((candidate) => candidate.includes(id));
  const hint = meant === undefined ? '`watchfloor token --list` shows all' : `did you mean \`${meant}\``;
  throw new CommandFailure(exitCode.usage, `no persona \`${id}\`, ${hint}`);
}

/** Nothing is given out here, so the token is only read; whether it is accepted a gateway says. */
function callerOfToken(token: string): ExplainedCaller {
  const [, payload, ...others] = token.trim().split('.');
  if (payload === undefined || others.length !== 1) {
    const message =
      'the token is none: it has three parts with dots between, as `watchfloor token` prints it';
    throw new CommandFailure(exitCode.usage, message);
  }
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
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
