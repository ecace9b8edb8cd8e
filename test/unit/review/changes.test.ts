import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { changesBetween } from '../../../src/review/changes.ts'
import { accepting, standingsIn } from '../../../src/review/standings.ts'
import { applyEdits } from '../../../src/text/merge.ts'

const tokensOf = (text: string): readonly string[] => text.match(/\{\{\w+\}\}/g) ?? []
const said = (from: string, to: string) =>
  changesBetween(from, to, tokensOf).map(({ removed, text }) => `${removed} → ${text}`)

for (const [name, from, to, expected] of [
  ['equal texts have no changes', 'Be brief.', 'Be brief.', []],
  ['a word is a change', 'Be brief and kind.', 'Be exact and kind.', ['brief → exact']],
  [
    'words that stand together are one phrase',
    'You are a model that counts objects in a list that is given to you.',
    'You are a careful, honest model that counts objects in a list that is given to you.',
    [' → careful, honest '],
  ],
  [
    'changed words with few between them are one phrase',
    'Please count all of the objects that you can find in the list below and add them.',
    'Please list each of the items that you can find in the list below and add them.',
    ['count all of the objects → list each of the items'],
  ],
  [
    'white space at the ends of both wordings stays out of it',
    'Look at it and guess quickly how many of those things there are in it.',
    'Look at it and count one by one how many of those things there are in it.',
    ['guess quickly → count one by one'],
  ],
  [
    'changes far apart in a sentence are decided on one by one',
    'First read the list that is given below, then count the objects in it with care.',
    'First study the list that is given below, then count the objects in it with love.',
    ['read → study', 'care → love'],
  ],
  [
    'a sentence that is mostly rewritten is one change',
    'Look at the text and tell me how it reads. Thank you.',
    'Study that text, then say clearly how it reads. Thank you.',
    ['Look at the text and tell me → Study that text, then say clearly'],
  ],
  [
    'sentences are changes of their own',
    'Be brief. Be kind.',
    'Be exact. Stay polite.',
    ['brief → exact', 'Be kind → Stay polite'],
  ],
  [
    'sentences that are added at one place are one change',
    'Think.',
    'Think. Count twice. Be exact.',
    [' →  Count twice. Be exact.'],
  ],
  [
    'sentences that are removed are decided on one by one',
    'Think. Count twice. Be exact.',
    'Think.',
    [' Count twice. → ', ' Be exact. → '],
  ],
  [
    'a sentence that is added before a changed one is a change of its own',
    'Be brief, please.',
    'Take your time. Be exact, please.',
    [' → Take your time. ', 'brief → exact'],
  ],
  ['a point of a list is added as a line', '- add\n- bring\n', '- add\n- take\n- bring\n', [' → - take\n']],
  ['and is removed as a line', '- add\n- take\n- bring\n', '- add\n- bring\n', ['- take\n → ']],
  [
    'a sentence with many changed words is one change',
    'First read the list that is given below, then count the objects in it with care and say their number.',
    'First study the list that is given here, then count the things in it with love and say their number.',
    [
      'read the list that is given below, then count the objects in it with care → study the list that is given here, then count the things in it with love',
    ],
  ],
  [
    'a list item that is added before others is added as a line, whatever words it shares with them',
    '- Be kind.\n- If you do not know, say so.\n',
    '- Be kind.\n- Read twice. If a number is asked for, work it out. Prefer plain words.\n- If you do not know, say so.\n',
    [' → - Read twice. If a number is asked for, work it out. Prefer plain words.\n'],
  ],
  [
    'paragraphs and list items that are rewritten are changes of their own',
    'You answer questions of customers of a shop.\n\n- Be friendly.\n- Answer in one short paragraph.\n\nWrite the answer only.',
    'As the voice of a small shop you reply to what people write.\n\n- Stay polite and warm.\n- Use three sentences at most.\n\nGive nothing but your reply.',
    [
      'You answer questions of customers of a shop → As the voice of a small shop you reply to what people write',
      'Be friendly → Stay polite and warm',
      'Answer in one short paragraph → Use three sentences at most',
      'Write the answer only → Give nothing but your reply',
    ],
  ],
  [
    'a text that is another one line for line is one change',
    'You answer questions of customers.\n\nBe friendly. Answer in one paragraph, and say so if you do not know.\n\nWrite the answer only.',
    '# Role\nAct as the voice of the shop that people write to.\n# Steps\n1. Find what is wanted of you.\n2. List the facts, and answer from these only.\n# Form\nThree sentences, please, and say nothing besides.',
    undefined,
  ],
  [
    'what a placeholder moves across is one change',
    'Question: {{question}}\n\nThink step by step. Be kind.',
    'Think step by step. Be kind.\n\nQuestion: {{question}}',
    undefined,
  ],
] as const)
  test(name, () => {
    const found = said(from, to)
    if (expected === undefined) assert.equal(found.length, 1)
    else assert.deepEqual(found, expected)
  })

const parts = ['count', 'the', 'a', ' ', ' ', '. ', '\n', '\n\n', '- ', '{{x}}', 'déjà', '語', '😀', ', ']
const texts = fc.array(fc.constantFrom(...parts), { maxLength: 24 }).map(list => list.join(''))

test('all changes give the one text, none the other, and ids are unique', () =>
  fc.assert(
    fc.property(texts, texts, (from, to) => {
      const changes = changesBetween(from, to, tokensOf)
      assert.equal(applyEdits(from, changes), to)
      assert.equal(new Set(changes.map(({ id }) => id)).size, changes.length)
      for (const { start, end, removed } of changes) assert.equal(from.slice(start, end), removed)
    }),
  ))

test('any subset keeps the placeholders, where both texts have the same', () =>
  fc.assert(
    fc.property(texts, texts, fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }), (from, to, picks) => {
      fc.pre(String(tokensOf(from).toSorted()) === String(tokensOf(to).toSorted()))
      const changes = changesBetween(from, to, tokensOf)
      const some = applyEdits(
        from,
        changes.filter((_, index) => picks[index]),
      )
      assert.deepEqual(tokensOf(some).toSorted(), tokensOf(from).toSorted())
    }),
  ))

test('after any subset, the others can still be accepted, in any order', () =>
  fc.assert(
    fc.property(
      texts,
      texts,
      fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      fc.boolean(),
      (from, to, picks, forward) => {
        const changes = changesBetween(from, to, tokensOf)
        const accepted = new Set(changes.filter((_, index) => picks[index]).map(({ id }) => id))
        let text = applyEdits(
          from,
          changes.filter(({ id }) => accepted.has(id)),
        )
        const left = changes.filter(({ id }) => !accepted.has(id))
        for (const { id } of forward ? left : left.toReversed()) {
          text = accepting(text, standingsIn(text, from, changes, accepted), change => change.id === id)
          accepted.add(id)
        }
        assert.equal(text, to)
      },
    ),
  ))

/** A person's words, none of which stands in the prompts: which of two equal places is meant, no text can tell. */
const ownTexts = fc.array(fc.constantFrom('mine ', 'ours ', '\n'), { maxLength: 12 }).map(list => list.join(''))

test('an undo makes a change wait again, wherever a person has written meanwhile', () =>
  fc.assert(
    fc.property(texts, texts, ownTexts, fc.nat(), (from, to, own, which) => {
      const changes = changesBetween(from, to, tokensOf)
      fc.pre(changes.length > 0)
      const one = changes[which % changes.length]
      assert.ok(one)
      const before = `Mine: ${own}. END. ${from}`
      const standings = standingsIn(before, from, changes, new Set())
      fc.pre(standings.every(({ state }) => state === 'waiting'))
      const after = accepting(before, standings, ({ id }) => id === one.id)
      const byText = standingsIn(after, from, changes, new Set([one.id]))
      const undone = standingsIn(before, from, changes, new Set([one.id]))
      const stateOf = (found: typeof undone) => found.find(({ change }) => change.id === one.id)?.state
      assert.equal(stateOf(byText), 'accepted')
      assert.notEqual(stateOf(undone), 'conflict')
    }),
  ))

test('a change is never said to wait where something else stands', () =>
  fc.assert(
    fc.property(
      texts,
      texts,
      texts,
      fc.array(fc.boolean(), { minLength: 30, maxLength: 30 }),
      (from, to, current, picks) => {
        const changes = changesBetween(from, to, tokensOf)
        const accepted = new Set(changes.filter((_, index) => picks[index]).map(({ id }) => id))
        const standings = standingsIn(current, from, changes, accepted)
        assert.deepEqual(
          standings.map(({ change }) => change.id),
          changes.map(({ id }) => id),
        )
        for (const { change, state, start, end } of standings)
          if (state === 'waiting') assert.equal(current.slice(start, end), change.removed)
      },
    ),
  ))
