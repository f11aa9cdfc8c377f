import { type SlicesWithActions, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { parse } from 'graphql';
import { briefings } from './briefing-catalogue.ts';
import type { Briefing } from './briefing.ts';
import { firstQuestion } from './first-question.ts';

/**
 * Gives the function that puts a briefing in the editors and runs it, or `undefined` while the editors load.
 *
 * It takes the tab that holds this briefing unchanged, or else the present one; where somebody wrote something of
 * their own, that stays and the briefing gets a new tab.
 */
export function useRunBriefing(): ((briefing: Briefing) => void) | undefined {
  const { addTab, changeTab, setOperationFacts, setOperationName, run } = useGraphiQLActions();
  const { queryEditor, variableEditor, responseEditor, tabs } = useGraphiQL(editorsAndTabs);
  if (!queryEditor || !variableEditor || !responseEditor) return undefined;

  return (briefing) => {
    const home = tabs.findIndex(
      (tab) => tab.query === briefing.document && tab.variables === briefing.variables,
    );
    if (home >= 0) changeTab(home);
    else if (!isUntouched(queryEditor.getValue(), variableEditor.getValue())) addTab();
    queryEditor.setValue(briefing.document);
    variableEditor.setValue(briefing.variables);
    // GraphiQL learns the operation's name a moment after an edit; running at once needs it now.
    const documentAST = parse(briefing.document);
    const operations = documentAST.definitions.filter(
      (definition) => definition.kind === 'OperationDefinition',
    );
    setOperationFacts({ documentAST, operationName: briefing.name, operations });
    setOperationName(briefing.name);
    run();
  };
}

/** Whether nobody would miss this text: it is as it was built in, or empty. */
function isUntouched(document: string, variables: string): boolean {
  if (document.trim() === '') return true;
  const builtIn = [{ document: firstQuestion, variables: '' }, ...briefings];
  return builtIn.some((known) => known.document === document && known.variables === variables.trim());
}

function editorsAndTabs(state: SlicesWithActions) {
  const { queryEditor, variableEditor, responseEditor, tabs } = state;
  return { queryEditor, variableEditor, responseEditor, tabs };
}
