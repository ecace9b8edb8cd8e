import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { readPromptFile } from '../../../src/prompts/readPromptFile.ts'
import { type SkillContext, skillTroubles } from '../../../src/skills/catalogue/skillTroubles.ts'

const path = '/w/.claude/skills/release/SKILL.md'

function troubles(header: string, context: SkillContext) {
  const file = readPromptFile(path, `---\nname: release\n${header}\n---\nSay it.\n`)
  assert.ok(file.ok)
  return { source: file.value.source, found: skillTroubles(file.value, context) }
}

const cutAt = (shown: number, length = 100): SkillContext => ({
  seen: { profile: 'codex', how: 'cut', shown, length },
})

for (const [style, header, shown, hidden] of [
  ['plain', 'description: Tag a release of the shop', 13, ' of the shop'],
  ['quoted', 'description: "Tag \\"a\\" release of it"', 15, ' of it"'],
  ['folded', 'description: >-\n  Tag a release\n  of the shop', 20, ' shop'],
  ['literal', 'description: |\n  Tag a\n  release of it', 13, ' of it'],
] as const)
  test(`what an agent cuts of a ${style} description is the rest of it in the file`, () => {
    const { source, found } = troubles(header, cutAt(shown))
    const [cut] = found
    assert.ok(cut?.code === 'description-cut')
    assert.equal(source.slice(...cut.span).trimEnd(), hidden)
  })

test('whatever the description, what is hidden lies within it, and the more is shown the less is hidden', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.nat(60), fc.nat(60), (text, one, other) => {
      const file = readPromptFile(path, `---\nname: release\ndescription: ${JSON.stringify(text)}\n---\nSay it.\n`)
      const target = file.ok ? file.value.targets.find(({ id }) => id === 'description') : undefined
      if (!file.ok || target === undefined) return
      const from = (shown: number) => {
        const [cut] = skillTroubles(file.value, cutAt(shown, 70))
        assert.ok(cut?.code === 'description-cut')
        assert.ok(cut.span[0] >= target.range[0] && cut.span[0] <= cut.span[1] && cut.span[1] === target.range[1])
        return cut.span[0]
      }
      assert.ok(from(Math.min(one, other)) <= from(Math.max(one, other)))
    }),
  )
})

const figures = (fires: number, takes: number) => ({
  figures: {
    name: 'release',
    fires,
    of: 5,
    recall: null,
    precision: null,
    f1: null,
    stolenBy: [{ name: 'deploy', count: 2 }],
    takesFrom: takes > 0 ? [{ name: 'deploy', count: takes }] : [],
  },
})

for (const [what, context, codes] of [
  [
    'a skill that is not listed',
    { seen: { profile: 'copilot', how: 'nothing', shown: 0, length: 9 } },
    ['skill-unlisted'],
  ],
  ['a skill that never fires', figures(0, 0), ['skill-never-fires']],
  ['two skills that take from each other', figures(3, 1), ['skills-collide']],
  ['both', figures(0, 1), ['skill-never-fires', 'skills-collide']],
  ['a skill that only loses', figures(3, 0), []],
  ['a skill that was not routed', {}, []],
] satisfies readonly (readonly [string, SkillContext, readonly string[]])[])
  test(`${what}: ${codes.join(' and ') || 'nothing'} on the line of the description`, () => {
    const { found } = troubles('description: Tag it', context)
    assert.deepEqual(
      found.map(({ code }) => code),
      codes,
    )
    for (const { place } of found) assert.deepEqual(place, { path, line: 3 })
  })
