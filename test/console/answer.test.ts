import { describe, expect, test } from 'vitest';
import { readBriefing } from '../../gateway/console/app/briefing.ts';
import { outagesOf } from '../../gateway/console/app/outage.ts';

const failure = (code: string, agency?: unknown) => ({ message: 'x', extensions: { code, agency } });

describe('outages', () => {
  test.each([
    { name: 'an answer without errors', answer: { data: {} }, said: [] },
    { name: 'what is no answer', answer: 'gone', said: [] },
    { name: 'an error without extensions', answer: { errors: [{ message: 'x' }, null] }, said: [] },
    { name: 'an error of the caller', answer: { errors: [failure('BAD_USER_INPUT', 'cyber')] }, said: [] },
    { name: 'a failure without an agency', answer: { errors: [failure('SUBGRAPH_TIMEOUT')] }, said: [] },
    {
      name: 'one agency failing twice',
      answer: {
        errors: [failure('SUBGRAPH_UNAVAILABLE', 'cyber'), failure('SUBGRAPH_UNAVAILABLE', 'cyber')],
      },
      said: ['cyber: not answering'],
    },
    {
      name: 'each kind of failure',
      answer: {
        errors: [
          failure('SUBGRAPH_TIMEOUT', 'elections'),
          failure('SUBGRAPH_MALFORMED', 'exercise'),
          failure('SUBGRAPH_OTHER', 'cyber'),
        ],
      },
      said: [
        'elections: too slow to answer',
        'exercise: answered with something unreadable',
        'cyber: could not answer',
      ],
    },
  ])('of $name: $said', ({ answer, said }) => {
    expect(outagesOf(answer).map(({ agency, what }) => `${agency}: ${what}`)).toEqual(said);
  });
});

describe('a briefing', () => {
  test('is described by the comments its file begins with, and by no later ones', () => {
    const text =
      '# Question: What now?\n# Agencies: cyber,  elections\nquery Now { a }\n# Question: Later?\n';
    expect(readBriefing('#operations/Now.graphql', text, '{ "a": 1 }\n')).toEqual({
      name: 'Now',
      question: 'What now?',
      agencies: ['cyber', 'elections'],
      document: text,
      variables: '{ "a": 1 }',
    });
  });

  test('without comments goes by its name', () => {
    expect(readBriefing('Now.graphql', 'query Now { a }')).toMatchObject({
      question: 'Now',
      agencies: [],
      variables: '',
    });
  });
});
