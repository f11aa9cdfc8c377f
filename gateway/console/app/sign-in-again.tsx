import { useEffect, useRef } from 'react';
import type { SignInWay } from './session.ts';
import { SignIn } from './sign-in.tsx';

/** The sign-in over the playground when a session ended in mid-use; what was typed stays where it is. */
export function SignInAgain({
  way,
  onDone,
  onLater,
}: {
  readonly way: SignInWay;
  readonly onDone: () => void;
  readonly onLater: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="entrance" aria-labelledby="again" onClose={onLater}>
      <h2 id="again">Your session has ended</h2>
      <p>Sign in to go on. What you typed is kept.</p>
      <SignIn way={way} onDone={onDone} />
      <button type="button" onClick={() => dialog.current?.close()}>
        Not now
      </button>
    </dialog>
  );
}
