import { useGraphiQL, useGraphiQLActions, useMonaco } from '@graphiql/react';
import { useEffect, useRef } from 'react';

// Where Esc already has a job inside the editor, it keeps it.
const ESC_IS_FREE = [
  'suggestWidgetVisible',
  'findWidgetVisible',
  'parameterHintsVisible',
  'renameInputVisible',
  'editorHasSelection',
  'hasNextTabstop',
]
  .map((context) => `!${context}`)
  .join(' && ');

/** Lets Esc leave the editors: Tab is theirs, so without it a keyboard user could not get out. */
export function EditorKeys() {
  const monaco = useMonaco((state) => state.monaco);
  const editors = useGraphiQL(({ queryEditor, variableEditor, responseEditor }) => ({
    queryEditor,
    variableEditor,
    responseEditor,
  }));
  useEffect(() => {
    if (!monaco) return undefined;
    const actions = Object.values(editors).map((editor) =>
      editor?.addAction({
        id: 'watchfloor.leave-editor',
        label: 'Leave the editor for the Run button',
        keybindings: [monaco.KeyCode.Escape],
        precondition: ESC_IS_FREE,
        run: () => document.querySelector<HTMLElement>('.graphiql-execute-button')?.focus(),
      }),
    );
    return () => {
      for (const action of actions) action?.dispose();
    };
  }, [monaco, editors]);
  return null;
}

/** Loads the schema again each time `attempt` grows. */
export function SchemaReload({ attempt }: { readonly attempt: number }) {
  const { introspect } = useGraphiQLActions();
  const done = useRef(attempt);
  useEffect(() => {
    if (done.current === attempt) return;
    done.current = attempt;
    void introspect();
  }, [attempt, introspect]);
  return null;
}
