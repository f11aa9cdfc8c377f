import { useCallback, useState } from 'react';
import { Header } from './header.tsx';
import { Playground } from './playground.tsx';
import { signInAs, signOut } from './session.ts';
import { SignIn } from './sign-in.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { forgetTypedText } from './typed-text.ts';
import { useSession } from './use-session.ts';

/** The page: the way in, then the playground; a session that ends in mid-use is renewed over it. */
export function Console() {
  const { state, isEnded, signIns, enter, setEnded } = useSession();
  const [problem, setProblem] = useState<string>();
  const end = useCallback(() => setEnded(true), [setEnded]);

  const session = state.kind === 'signed-in' ? state.session : undefined;
  const way = session && !session.demo ? 'token' : 'demo';
  const switchTo = async (persona: string) => {
    const refused = await signInAs(persona);
    setProblem(refused);
    if (!refused) await enter();
  };
  const leave = async () => {
    const refused = await signOut(way);
    setProblem(refused);
    if (refused) return;
    forgetTypedText();
    await enter();
  };

  return (
    <div className="page">
      <Header
        session={session}
        onSwitch={(persona) => void switchTo(persona)}
        onSignOut={() => void leave()}
      />
      {problem && (
        <p role="alert" className="strip problem">
          That did not work: {problem}.
        </p>
      )}
      {/* A new person gets a new playground, so no answer to the person before stays on the screen. */}
      {session && <Playground key={session.id} signIns={signIns} onSignedOut={end} />}
      {session && isEnded && (
        <SignInAgain way={way} onDone={() => void enter()} onLater={() => setEnded(false)} />
      )}
      {state.kind === 'signed-out' && (
        <main className="entrance">
          <h2>Who is asking?</h2>
          <SignIn way={state.way} refused={state.refused} onDone={() => void enter()} />
        </main>
      )}
      {state.kind === 'unreachable' && (
        <main className="entrance">
          <h2>The gateway cannot be used</h2>
          <p role="alert">Why: {state.why}.</p>
          <button type="button" onClick={() => void enter()}>
            Try again
          </button>
        </main>
      )}
    </div>
  );
}
