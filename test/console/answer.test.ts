import { describe, expect, test } from 'vitest';
import { readBriefing } from '../../gateway/console/app/briefing.ts';
import { answerNotesOf } from '../../gateway/console/app/answer-notes.ts';
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

describe('the notes of an answer', () => {
  const item = {
    coordinate: 'Alert.source',
    reason: 'IDSRC',
    mode: 'NULL',
    custodian: 'cyber',
    marking: 'TLP:AMBER',
    requestable: true,
    paths: [['alerts', 0, 'source']],
  };

  test('are its marking and what it withholds, with places as a person reads them', () => {
    const marking = { tlp: 'TLP:AMBER+STRICT', contributors: ['cyber'], status: 'EXERCISE' };
    const answer = { data: {}, extensions: { marking, withheld: { count: 1, items: [item] } } };
    expect(answerNotesOf(answer)).toEqual({
      marking: { label: 'TLP:AMBER+STRICT', tlp: 'AMBER', contributors: ['cyber'], isExercise: true },
      count: 1,
      withheld: [
        {
          coordinate: 'Alert.source',
          reason: 'IDSRC',
          mode: 'NULL',
          custodian: 'cyber',
          marking: 'TLP:AMBER',
          requestable: true,
          count: 1,
          places: ['alerts.0.source'],
        },
      ],
    });
  });

  test('of an answer that says nothing are none', () => {
    for (const answer of [
      undefined,
      'gone',
      {},
      { extensions: null },
      { extensions: { marking: { tlp: 'X' } } },
    ]) {
      expect(answerNotesOf(answer)).toEqual({ withheld: [], count: 0 });
    }
  });

  test('count what is withheld also where it cannot be read or is cut off', () => {
    const cut = { extensions: { withheld: { count: 900, truncated: true, items: [item] } } };
    expect(answerNotesOf(cut).count).toBe(900);
    expect(answerNotesOf({ extensions: { withheld: { count: 3, items: 'x' } } }).count).toBe(3);
    expect(answerNotesOf({ extensions: { withheld: { items: [item] } } }).count).toBe(1);
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
