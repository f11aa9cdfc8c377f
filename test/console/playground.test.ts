import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildConsole } from '../../gateway/console/build.ts';
import { openBrowser, type WatchedBrowser } from './browser.ts';
import { openRoom, type Room } from './room.ts';

const screenshots = join(tmpdir(), 'watchfloor-console');

describe('the playground in a browser', () => {
  let watched: WatchedBrowser | undefined;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchfloor-playground-'));
    await mkdir(screenshots, { recursive: true });
    watched = await openBrowser().catch((error: unknown) => {
      if (process.env['CI'] === 'true') throw error;
      const why = String(error).split('\n', 1)[0];
      process.stderr.write(`the playground is not tested: no browser starts here (${why})\n`);
      return undefined;
    });
    if (watched) await buildConsole({ operations: join(import.meta.dirname, 'operations'), output: folder });
  }, 120_000);

  beforeEach(({ skip }) => skip(!watched, 'no browser starts here'));

  afterAll(async () => {
    await watched?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('a watch officer runs a briefing, and nothing leaves the gateway', async () => {
    await visit(async ({ page, room, complaints, hosts }) => {
      await expectVisible(page, 'Who is asking?');
      await page.screenshot({ path: join(screenshots, 'sign-in.png') });
      await signIn(page);
      await page.getByRole('button', { name: 'Run: Who is on the watch floor now?' }).click();
      await expectAnswer(page, 'Agency cyber');
      expect(await page.title()).toBe('Watchfloor');
      await expectVisible(page, 'EXERCISE');
      await expectVisible(page, 'demo identity');
      await expectVisible(page, 'WATCH_OFFICER');
      await page.screenshot({ path: join(screenshots, 'briefing.png') });
      expect([...hosts]).toEqual([new URL(room.url).host]);
      expect(watched?.elsewhere).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  test('everything is reached by keyboard, and Esc leaves the editor for Run', async () => {
    await visit(async ({ page }) => {
      await expectVisible(page, 'Watch officer');
      await tabTo(page, 'Watch officer');
      await page.keyboard.press('Enter');
      await editorReady(page);
      await tabTo(page, 'Run: Who is on the watch floor now?');
      await page.keyboard.press('Enter');
      await expectAnswer(page, 'Agency cyber');

      await tabTo(page, '', '.graphiql-query-editor .graphiql-editor');
      await page.keyboard.press('Enter');
      await replaceText(page, '{ viewer { name } }');
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
      await page.keyboard.press('Escape');
      expect(await focusedName(page)).toContain('Execute query');
      await page.keyboard.press('Enter');
      await expectAnswer(page, 'Watch officer');
    });
  });

  test('a briefing takes the place of one that nobody changed, and never of own work', async () => {
    await visit(async ({ page }) => {
      await signIn(page);
      const run = page.getByRole('button', { name: 'Run: Who is on the watch floor now?' });
      await run.click();
      await expectAnswer(page, 'Agency cyber');
      await run.click();
      await expectAnswer(page, 'Agency cyber');
      expect(await page.getByRole('tab').allInnerTexts()).toEqual(['WhoIsAnswering']);
      await typeQuery(page, '{ viewer { agency } }');
      await run.click();
      await expectAnswer(page, 'Agency cyber');
      expect(await page.getByRole('tab').allInnerTexts()).toEqual(['<untitled>', 'WhoIsAnswering']);
      await page.getByRole('tab', { name: '<untitled>' }).click();
      expect(await editorText(page)).toContain('{ viewer { agency } }');
    });
  });

  test('an agency that does not answer is named above the rest of the answer', async () => {
    await visit(async ({ page, room }) => {
      room.silent.add('cyber');
      await signIn(page);
      await page.getByRole('button', { name: 'Run: Who is on the watch floor now?' }).click();
      await expectVisible(page, 'cyber: not answering; its fields are empty');
      await expectAnswer(page, 'Agency coordination');
      await page.screenshot({ path: join(screenshots, 'outage.png') });
      room.silent.clear();
      await page.getByRole('button', { name: 'Run: Who is on the watch floor now?' }).click();
      await page.getByText('cyber: not answering; its fields are empty').waitFor({ state: 'detached' });
    });
  });

  test('an answer is shown under its marking, with what it withholds, and nobody who may read it is told so', async () => {
    await visit(
      async ({ page, complaints }) => {
        await signIn(page);
        await typeQuery(page, '{ alerts { id text source } }');
        await page.keyboard.press('Control+Enter');
        await expectAnswer(page, 'Alert 2');
        await expectVisible(page, 'TLP:AMBER');
        const colour = await page.locator('.marking').evaluate((banner) => getComputedStyle(banner).color);
        expect(colour).toBe('rgb(255, 192, 0)');
        await page.locator('summary', { hasText: '2 values withheld' }).click();
        const row = page.locator('.withheld tbody tr');
        const told = await row.innerText();
        for (const words of ['Alert.source', 'IDSRC', 'cyber', 'NULL', 'alerts.0.source, alerts.1.source']) {
          expect(told).toContain(words);
        }
        await page.screenshot({ path: join(screenshots, 'withheld.png') });
        expect(await page.content()).not.toContain('a source that is protected');

        await page.getByLabel('See it as').selectOption({ label: 'Cyber analyst (cyber)' });
        await expectVisible(page, 'CYBER_ANALYST');
        await editorReady(page);
        expect(await page.locator('.marking, .withheld').count()).toBe(0);
        await page.locator('.graphiql-execute-button').click();
        await expectAnswer(page, 'a source that is protected');
        await expectVisible(page, 'TLP:AMBER');
        expect(await page.locator('.withheld').count()).toBe(0);
        expect(complaints).toEqual([]);
      },
      { enforced: true },
    );
  });

  test('a session that ends in mid-use is renewed over what was typed', async () => {
    await visit(async ({ page }) => {
      await signIn(page);
      await typeQuery(page, '{ agencies(first: 1) { name } }');
      await page.context().clearCookies();
      await page.keyboard.press('Control+Enter');
      await expectVisible(page, 'Your session has ended');
      await page.screenshot({ path: join(screenshots, 'session-ended.png') });
      await page.getByRole('button', { name: /^Watch officer coordination/ }).click();
      await page.getByText('Your session has ended').waitFor({ state: 'detached' });
      expect(await editorText(page)).toContain('agencies(first: 1)');
      await page.locator('.graphiql-execute-button').click();
      await expectAnswer(page, 'Agency coordination');
    });
  });

  test('another persona keeps the question and sees no answer given to the one before', async () => {
    await visit(async ({ page }) => {
      await signIn(page);
      await typeQuery(page, '{ viewer { agency } }');
      await page.keyboard.press('Control+Enter');
      await expectAnswer(page, '"coordination"');
      // The browser keeps the question half a second after the last key.
      await page.waitForFunction(() =>
        sessionStorage.getItem('graphiql:tabState')?.includes('viewer { agency }'),
      );
      await page
        .getByLabel('See it as')
        .selectOption({ label: 'Election crimes coordinator (law-enforcement)' });
      await expectVisible(page, 'ELECTION_CRIMES_COORDINATOR');
      await editorReady(page);
      expect(await page.locator('.graphiql-response').innerText()).not.toContain('coordination');
      expect(await editorText(page)).toContain('viewer { agency }');
      await page.locator('.graphiql-execute-button').click();
      await expectAnswer(page, '"law-enforcement"');
    });
  });

  test('a tab notices that another tab signed in somebody else', async () => {
    await visit(async ({ page, room }) => {
      await signIn(page);
      const other = await page.context().newPage();
      await other.goto(`${room.url}/playground`);
      await other
        .getByLabel('See it as')
        .selectOption({ label: 'Election crimes coordinator (law-enforcement)' });
      await expectVisible(other, 'ELECTION_CRIMES_COORDINATOR');
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await expectVisible(page, 'ELECTION_CRIMES_COORDINATOR');
    });
  });

  test('signing out leaves nothing behind that was typed', async () => {
    await visit(async ({ page }) => {
      await signIn(page);
      await typeQuery(page, '{ viewer { agency } }');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expectVisible(page, 'Who is asking?');
      // GraphiQL would write it half a second after the last key.
      await page.waitForTimeout(1000);
      expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).toBe(
        '[{},{}]',
      );
    });
  });

  test('a schema that cannot be loaded says why and is loaded on request', async () => {
    await visit(async ({ page }) => {
      await page.route('**/graphql', (route) => route.abort());
      await signIn(page);
      await expectVisible(page, 'The schema could not be loaded: the gateway is not answering');
      await page.unroute('**/graphql');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('The schema could not be loaded').waitFor({ state: 'detached' });
    });
  });

  test('without the demo a pasted token is sent, shown nowhere and stored nowhere', async () => {
    await visit(
      async ({ page, room }) => {
        await page.getByLabel('Access token').fill('wrong-token');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await expectVisible(page, 'does not accept that token');
        const token = await room.token('cyber-analyst');
        await page.getByLabel('Access token').fill(token);
        await page.screenshot({ path: join(screenshots, 'token.png') });
        await page.getByRole('button', { name: 'Sign in' }).click();
        await editorReady(page);
        await page.getByRole('button', { name: 'Run: Who is on the watch floor now?' }).click();
        await expectAnswer(page, 'Agency cyber');
        const kept = await page.evaluate(() =>
          JSON.stringify([
            { ...localStorage },
            { ...sessionStorage },
            document.cookie,
            document.body.innerHTML,
          ]),
        );
        expect(kept).not.toContain(token);
        await page.reload();
        await expectVisible(page, 'Who is asking?');
      },
      { demo: false },
    );
  });

  test('what would leave the gateway is refused by its content policy, and would be noticed', async () => {
    await visit(async ({ page, complaints }) => {
      await page.evaluate(() =>
        document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.invalid/a' })),
      );
      await expect.poll(() => complaints.join()).toContain('Content Security Policy');
      // The same picture on a page without a policy.
      await page.goto('about:blank');
      await page.setContent('<img src="http://elsewhere.invalid/b">');
      expect(watched?.elsewhere).toEqual(['http://elsewhere.invalid/b']);
    });
  });

  interface Visit {
    readonly page: Page;
    readonly room: Room;
    /** Console errors, page errors and refusals of the content policy. */
    readonly complaints: readonly string[];
    readonly hosts: ReadonlySet<string>;
  }

  async function visit(
    journey: (visit: Visit) => Promise<void>,
    options: { demo?: boolean; enforced?: boolean } = {},
  ): Promise<void> {
    const room = await openRoom(folder, options);
    const context = await watched!.browser.newContext({ viewport: { width: 1440, height: 860 } });
    const complaints: string[] = [];
    const hosts = new Set<string>();
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('request', (request) => {
      if (request.url().startsWith('http')) hosts.add(new URL(request.url()).host);
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // That nobody is signed in yet is asked for, and a browser reports every 401.
      const isFirstQuestion = message.location().url.endsWith('/dev/session');
      if (message.type() === 'error' && !isFirstQuestion) complaints.push(message.text());
    });
    try {
      await page.goto(`${room.url}/playground`);
      await journey({ page, room, complaints, hosts });
    } finally {
      await context.close();
      await room.close();
    }
  }
});

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Watch officer coordination/ }).click();
  await editorReady(page);
}

async function editorReady(page: Page): Promise<void> {
  await page.locator('.graphiql-query-editor .view-lines').waitFor();
  await page.locator('.graphiql-response .view-lines').waitFor({ state: 'attached' });
}

async function typeQuery(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-query-editor .view-lines').click();
  await replaceText(page, text);
}

/** Replaces what the focused editor holds by an operation without a name. */
async function replaceText(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
  // The editor closes the last brace once more.
  await page.keyboard.press('Delete');
  await page.getByRole('tab', { name: '<untitled>' }).waitFor();
}

async function editorText(page: Page): Promise<string> {
  const text = await page.locator('.graphiql-query-editor .view-lines').innerText();
  return text.replaceAll('\u00a0', ' ');
}

async function expectVisible(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().waitFor();
}

async function expectAnswer(page: Page, text: string): Promise<void> {
  await page.locator('.graphiql-response .view-lines', { hasText: text }).waitFor();
}

/** Presses Tab until what has the focus carries `name`, or is what `selector` finds. */
async function tabTo(page: Page, name: string, selector?: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = selector
      ? await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)
      : (await focusedName(page)).includes(name);
    if (isThere) return;
  }
  throw new Error(`the keyboard does not reach ${selector ?? `\`${name}\``}`);
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement === document.body ? null : document.activeElement;
    return focused?.getAttribute('aria-label') ?? focused?.textContent ?? '';
  });
}
