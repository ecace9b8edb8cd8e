import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { split } from '../../../src/evals/preparing/splits.ts'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { skillTroubles } from '../../../src/skills/catalogue/skillTroubles.ts'
import { acceptDescription } from '../../../src/skills/optimizing/accept.ts'
import { brief, toldAnswer } from '../../../src/skills/optimizing/brief.ts'
import { casesFor, isExpected } from '../../../src/skills/optimizing/cases.ts'
import { draftsFor } from '../../../src/skills/optimizing/drafts.ts'
import { prepareRouting } from '../../../src/skills/optimizing/prepareRouting.ts'
import { purposesIn } from '../../../src/skills/optimizing/purposes.ts'
import type { Query } from '../../../src/skills/queries/query.ts'
import { filesOf } from '../evals/files.ts'

const query = (text: string, expected: readonly string[], not: readonly string[] = [], owner = 'a'): Query => ({
  text,
  expected,
  not,
  weight: 1,
  owner,
  path: `/w/${owner}.json`,
  line: 1,
})

const body =
  '# A\n\n- one\n\n## For\n\n- Merge [files](x.md) of `PDF`.\n- Split them\n- Turn pages\n\n## How\n\n1. first\n2. then\n3. last\n'

test('what a skill is for are the points of its first list that has several, without their mark-up', () => {
  assert.deepEqual(purposesIn(body), ['Merge files of PDF', 'Split them', 'Turn pages'])
  assert.deepEqual(purposesIn('Do it.\n\n```\n- not a\n- list of\n- the body\n```\n'), [])
})

test('a section that says when to use the skill comes first, and one that says when not is none', () => {
  const [notes, uses] = [
    '- Ask before\n- Work on a copy\n- Keep the old one',
    '- Join two files\n- Split one\n- Turn a page',
  ]
  const told = ['Join two files', 'Split one', 'Turn a page']
  assert.deepEqual(purposesIn(`${notes}\n\n## When to use this skill\n\n${uses}`), told)
  assert.deepEqual(purposesIn(`## When not to use it\n\n${notes}\n\n## Also\n\n${uses}`), told)
  assert.deepEqual(purposesIn(`## Don't use it for\n\n${notes}\n`), [])
})

const material = (own: number, others: number) => ({
  skill: 'a',
  queries: [
    ...Array.from({ length: own }, (_, i) => query(`own ${i}`, i % 2 === 0 ? ['a'] : ['b'], i % 2 === 0 ? [] : ['a'])),
    ...Array.from({ length: others }, (_, i) => query(`other ${i}`, ['b'], [], 'b')),
  ],
  body,
  path: '/w/a/SKILL.md',
})

test('the test holds its share of each label of the own queries, and all else of them is both shown and scored', () => {
  for (let seed = 0; seed < 20; seed++) {
    const cases = casesFor({ ...material(24, 40), seed })
    const { train, validation, test: held } = split(cases, seed)
    const kinds = (of: typeof cases) => [
      of.filter(({ path, expected }) => path === '/w/a.json' && expected[0] === 'a').length,
      of.filter(({ path, expected }) => path === '/w/a.json' && expected[0] !== 'a').length,
      of.filter(({ path }) => path === '/w/b.json').length,
      of.filter(({ path }) => path === '/w/a/SKILL.md').length,
    ]
    assert.deepEqual([train, validation, held].map(kinds), [
      [7, 7, 8, 0],
      [7, 7, 8, 3],
      [5, 5, 0, 0],
    ])
    assert.ok(train.every(one => validation.includes(one)))
  }
})

test('with fewer than twenty queries nothing is kept apart for a test', () =>
  assert.ok(casesFor({ ...material(19, 0), seed: 1 }).every(({ split }) => split !== 'test')))

test('an answer is right where it is the skill, or is not', () => {
  for (const [expected, answer, right] of [
    ['a', 'a', true],
    ['a', 'none', false],
    ['not a', 'a', false],
    ['not a', 'b', true],
    ['not a', 'none', true],
  ] as const)
    assert.equal(isExpected({ expected: [expected] }, answer, 'a'), right)
})

test('a description is rejected for its length, its brackets, and more than six words in a row of a query', () => {
  const asked = ['Please merge the three invoices in my inbox, quickly']
  const code = (text: string) => acceptDescription(text, asked)?.code
  assert.equal(code('x'.repeat(1024)), undefined)
  assert.equal(code('x'.repeat(1025)), 'description-too-long')
  assert.equal(code('Reads <b>.'), 'description-tagged')
  assert.equal(code('Use to merge the three invoices in my'), undefined)
  assert.equal(code('Use to MERGE the three  invoices in my inbox.'), 'query-copied')
})

const skills = [
  { name: 'a', description: 'Reads PDFs. Writes them.', path: '/w/a/SKILL.md', line: 1 },
  { name: 'b', description: 'Word documents: letters. And more.', path: '/w/b/SKILL.md', line: 1 },
]
const [a, b] = skills

test('the optimizer model is told of the body, the neighbours in a line each, and who took a query', () => {
  assert.ok(a && b)
  const told = brief(a, body, [b])
  assert.match(told, /the skill "a"/)
  assert.match(told, /<skill_body>\n# A/)
  assert.match(told, /<skill><name>b<\/name><description>Word documents: letters\. And more\.<\/description><\/skill>/)
  assert.equal(toldAnswer('b', skills), 'b (Word documents: letters. And more.)')
  assert.equal(toldAnswer('none', skills), 'none')
})

test('drafts are made of the first sentence, the body and the neighbours, and are never too long', () => {
  assert.ok(a && b)
  assert.deepEqual(draftsFor(a, body, [b]), [
    'Reads PDFs. Use for Merge files of PDF, Split them, Turn pages.',
    'Reads PDFs. Use for Merge files of PDF, Split them, Turn pages. Not for Word documents.',
  ])
  const long = { ...b, description: 'Maintain the reference pages of the web interface for all of our teams' }
  assert.match(draftsFor(a, body, [long])[1] ?? '', / Not for Maintain the reference pages of the web interface\.$/)
  assert.deepEqual(draftsFor(a, '# A\n\nJoins *files*,\nand splits them. Ask first', [b]), [
    'Reads PDFs. Joins files, and splits them.',
    'Reads PDFs. Joins files, and splits them. Not for Word documents.',
  ])
  assert.deepEqual(draftsFor(a, '# A\n\n- one\n- two\n', [b]), [])
  fc.assert(
    fc.property(
      fc.string({ maxLength: 1500 }),
      fc.array(fc.string({ maxLength: 200 }), { minLength: 3 }),
      (text, points) => {
        const drafts = draftsFor({ ...a, description: text }, points.map(point => `- ${point}`).join('\n'), [b])
        assert.ok(drafts.every(draft => draft.length <= 1024))
      },
    ),
  )
})

test('a description that is too long for agents is a problem on its line', () => {
  const troubles = (length: number) => {
    const read = readPromptFile('/w/a/SKILL.md', `---\nname: a\ndescription: ${'x'.repeat(length)}\n---\nDo it.\n`)
    assert.ok(read.ok)
    return skillTroubles(read.value).map(({ code, place }) => [code, place?.line])
  }
  assert.deepEqual([troubles(1024), troubles(1025)], [[], [['skill-not-loaded', 3]]])
})

const file = (name: string): string => `---\nname: ${name}\ndescription: Skill ${name}.\n---\nDo it.\n`

test('a description is scored by routing where its skill is listed and queries belong to it', async () => {
  const contents = {
    '/w/.claude/skills/a/SKILL.md': file('a'),
    '/w/.claude/skills/b/SKILL.md': file('b'),
    '/w/.claude/skills/a/evals/eval_queries.json':
      '[{"query":"one","should_trigger":true},{"query":"two","should_trigger":false}]',
  }
  const prepared = async (name: string) => {
    const path = `/w/.claude/skills/${name}/SKILL.md`
    const prompt = readPromptFile(path, file(name))
    assert.ok(prompt.ok)
    return prepareRouting(prompt.value, { files: filesOf(contents), seed: 0 })
  }
  const found = await prepared('a')
  assert.ok(found?.ok)
  assert.deepEqual([found.value.skill, found.value.skills.length, found.value.evalSet.cases.length], ['a', 2, 2])
  assert.equal(await prepared('b'), undefined)
  assert.equal(await prepared('gone'), undefined)
})
