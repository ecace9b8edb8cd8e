import type { Outcome } from '../../problem/outcome.ts'
import { failure, success } from '../../problem/outcome.ts'
import { parseBlocks } from '../../text/blocks.ts'
import { native } from './native.ts'
import { reflect } from './reflect.ts'
import { shared } from './shared.ts'
import { updateTexts } from './updating.ts'

/** Every text of which meta-prompts are made, by the name of its block. */
export const texts = { ...shared, ...updateTexts, ...reflect, ...native } as const

export type BlockName = keyof typeof texts
export type Texts = Readonly<Record<BlockName, string>>

/** A text file of the user's with blocks to take the place of ours. */
export interface Override {
  readonly path: string
  readonly source: string
}

/**
 * Our texts with the user's in their place. A block that does not exist, and a slot that its block does not have, are
 * refused: they would be left out, or stand in the meta-prompt as they are, and nobody would notice.
 */
export function overridden({ path, source }: Override): Outcome<Texts> {
  const blocks = parseBlocks(source)
  const known: readonly string[] = Object.keys(texts)
  const changed: Partial<Record<BlockName, string>> = {}
  for (const { name, text, line } of blocks) {
    const place = { path, line }
    if (!isBlockName(name))
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
  const expected = 'a text with at least one block, which begins with a line such as [task]'
  return failure({ code: 'bad-option', option: 'The meta-prompt', value: path, expected, place: { path } })
}

const isBlockName = (name: string): name is BlockName => Object.hasOwn(texts, name)

const slot = /\{\{([a-z]+)\}\}/g

const slotsIn = (text: string): readonly string[] => Array.from(text.matchAll(slot), match => match[1] ?? '')

/** Fills every slot in one pass, so that a prompt which itself holds `{{…}}` stays as it is. */
export const fillSlots = (text: string, slots: Readonly<Record<string, string>>): string =>
  text.replace(slot, (whole: string, name: string) => (Object.hasOwn(slots, name) ? (slots[name] ?? whole) : whole))
