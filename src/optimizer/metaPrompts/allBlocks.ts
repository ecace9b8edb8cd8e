import type { Outcome } from '../../problem/outcome.ts'
import { failure, success } from '../../problem/outcome.ts'
import { parseBlocks } from '../../text/blocks.ts'
import { native } from './native.ts'
import { plainBlocks } from './plain.ts'
import { reflect } from './reflect.ts'
import { shared } from './shared.ts'
import { updateTexts } from './updating.ts'
import { wishBlocks } from './wished.ts'

/** Every text of the meta-prompts, by the name of its block. */
export const texts = { ...shared, ...updateTexts, ...reflect, ...native, ...plainBlocks, ...wishBlocks } as const

export type BlockName = keyof typeof texts
export type Texts = Readonly<Record<BlockName, string>>

/** The user's own text file, whose blocks replace ours. */
export interface Override {
  readonly path: string
  readonly source: string
}

/** The blocks of a run that asks in plain words; all other runs use the remaining ones. */
const plainly: readonly string[] = [
  ...Object.keys(plainBlocks),
  ...Object.keys(reflect),
  ...Object.keys(wishBlocks),
  'current',
  'failures',
]
const otherwise: readonly string[] = Object.keys(texts).filter(name => !Object.hasOwn(plainBlocks, name))

/**
 * Our texts, replaced by the user's where given. An unknown block, a block that the run does not use, and an unknown
 * slot are errors: they would be ignored, or appear unfilled in the meta-prompt, without anyone noticing.
 */
export function overridden({ path, source }: Override, isPlain: boolean): Outcome<Texts> {
  const blocks = parseBlocks(source)
  const known = isPlain ? plainly : otherwise
  const changed: Partial<Record<BlockName, string>> = {}
  for (const { name, text, line } of blocks) {
    const place = { path, line }
    if (!isBlockName(name) || !known.includes(name))
      return failure({
        code: 'bad-option',
        option: 'A block',
        value: name,
        expected: `one of ${known.join(', ')}`,
        place,
      })
    const slots = slotsIn(texts[name])
    const foreign = slotsIn(text).find(slot => !slots.includes(slot))
    if (foreign !== undefined) {
      const expected = slots.length === 0 ? 'no slot in this block' : `one of ${slots.join(', ')}`
      return failure({ code: 'bad-option', option: `A slot of ${name}`, value: foreign, expected, place })
    }
    changed[name] = text
  }
  if (blocks.length > 0) return success({ ...texts, ...changed })
  const expected = 'a text with at least one block, which begins with a line such as [plain-one]'
  return failure({ code: 'bad-option', option: 'The meta-prompt', value: path, expected, place: { path } })
}

const isBlockName = (name: string): name is BlockName => Object.hasOwn(texts, name)

const slot = /\{\{([a-z]+)\}\}/g

const slotsIn = (text: string): readonly string[] => Array.from(text.matchAll(slot), match => match[1] ?? '')

/** Fills every slot in one pass, so a prompt that itself contains `{{…}}` stays as it is. */
export const fillSlots = (text: string, slots: Readonly<Record<string, string>>): string =>
  text.replace(slot, (whole: string, name: string) => (Object.hasOwn(slots, name) ? (slots[name] ?? whole) : whole))
