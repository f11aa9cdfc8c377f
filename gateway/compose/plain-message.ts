/** A message of the library in the words of this program: one line, lower-case, names in backticks. */
export function plain(message: string): string {
  const line = message
    .replace(/"{3}\s*([\s\S]*?)\s*"{3}/g, '`$1`')
    .replace(/"([^"\n]*)"/g, '`$1`')
    .replace(/^Unknown type (\w+)/, 'unknown type `$1`')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.:]$/, '');
  return line.charAt(0).toLowerCase() + line.slice(1);
}
