/** What the editor holds when somebody comes for the first time. */
export const firstQuestion = `# Run a briefing from the list on the left, or ask your own question here.
# Ctrl+Space completes, Ctrl+Enter runs, Esc moves from the editor to the Run button.

query WhoAmI {
  viewer {
    name
    agency
    roles
  }
}
`;
