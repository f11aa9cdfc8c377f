// node .ci/closing-line.js <Vitest's JSON report> <last step> <its exit status>
// Prints `N passed, N failed`. Runs on any Node: the installation itself may have failed.
import { readFileSync } from 'node:fs';

const [path, step, status] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
const { numPassedTests = 0, numPendingTests = 0, testResults = [] } = text === '' ? {} : JSON.parse(text);

// A file that cannot be loaded has no failed test, and counts as one.
const failedIn = ({ status: outcome, assertionResults }) =>
  Math.max(assertionResults.filter((test) => test.status === 'failed').length, outcome === 'failed' ? 1 : 0);
const failedTests = testResults.reduce((sum, file) => sum + failedIn(file), 0);
const stepFailed = status !== '0';

if (numPendingTests > 0) console.log(`${numPendingTests} skipped`);
if (stepFailed) console.log(`failed: ${step}`);
console.log(`${numPassedTests} passed, ${stepFailed ? Math.max(failedTests, 1) : failedTests} failed`);
