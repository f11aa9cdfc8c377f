import { type FormEvent, useState } from 'react';
import { personas } from '../../identity/personas.ts';
import { keepToken } from './request.ts';
import { signInAs, type SignInWay } from './session.ts';

interface SignInProperties {
  readonly way: SignInWay;
  /** The gateway did not accept the token that was tried last. */
  readonly refused?: boolean;
  /** Called when the caller did their part; the gateway still has the last word. */
  readonly onDone: () => void;
}

/** The way in: persona cards in the demo, elsewhere a field for a token. */
export function SignIn({ way, refused = false, onDone }: SignInProperties) {
  return way === 'demo' ? <PersonaCards onDone={onDone} /> : <TokenForm refused={refused} onDone={onDone} />;
}

function PersonaCards({ onDone }: Pick<SignInProperties, 'onDone'>) {
  const [problem, setProblem] = useState<string>();
  const choose = async (persona: string) => {
    const refused = await signInAs(persona);
    setProblem(refused);
    if (!refused) onDone();
  };
  return (
    <>
      <p className="quiet">
        Invented roles of the demonstration. The rules of each field are stated in the graph and not yet
        enforced: everybody sees the same.
      </p>
      {problem && (
        <p role="alert" className="strip problem">
          Signing in failed: {problem}. Choose again.
        </p>
      )}
      <ul className="personas">
        {personas.map((persona) => (
          <li key={persona.id}>
            <button type="button" onClick={() => void choose(persona.id)}>
              <strong>{persona.name}</strong>
              <span className="agency">{persona.agency}</span>
              <span className="quiet">{persona.does}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function TokenForm({ refused, onDone }: Pick<SignInProperties, 'refused' | 'onDone'>) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const token = new FormData(event.currentTarget).get('token');
    if (typeof token !== 'string' || !token.trim()) return;
    keepToken(token.trim());
    onDone();
  };
  return (
    <form className="token" onSubmit={submit}>
      {refused && (
        <p role="alert" className="strip problem">
          The gateway does not accept that token: it may have expired, or be from another issuer.
        </p>
      )}
      <label htmlFor="token">Access token from your agency&apos;s identity provider</label>
      <input id="token" name="token" type="password" autoComplete="off" spellCheck={false} required />
      <p className="quiet">
        It stays in this page&apos;s memory and is gone when you leave or reload the page.
      </p>
      <button type="submit">Sign in</button>
    </form>
  );
}
