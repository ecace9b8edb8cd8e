import assert from 'node:assert/strict'
import test from 'node:test'
import { readPublished, readReply } from '../../../src/optimizer/reply.ts'

const readings: readonly (readonly [what: string, raw: string, ours: string, published: string])[] = [
  ['both tags', 'Here: <START> Count each item. <END> Done.', 'Count each item.', 'Count each item.'],
  ['a code fence around the whole', '<START>\n```text\nCount.\n```\n<END>', 'Count.', '```text\nCount.\n```'],
  ['a code fence within', '<START>\nUse\n```\nx\n```\nonly\n<END>', 'Use\n```\nx\n```\nonly', 'Use\n```\nx\n```\nonly'],
  ['two candidates', '<START>One<END> <START>Two<END>', 'One', 'One'],
  ['bold marks', '<START>be **brief**<END>', 'be **brief**', 'Be brief'],
  ['no tags', 'I cannot help with that.', 'reply-untagged', 'I cannot help with that.'],
  ['a text that was cut off', '<START>Count each', 'reply-untagged', 'Count each'],
  ['only the closing tag', 'Count.<END>', 'reply-untagged', 'Count.'],
  ['nothing between the tags', '<START> <END>', 'candidate-empty', 'candidate-empty'],
  ['an empty reply', '', 'reply-untagged', 'candidate-empty'],
]

for (const [what, raw, ours, published] of readings)
  test(`a reply with ${what} is read as ${JSON.stringify(ours)}, as published ${JSON.stringify(published)}`, () => {
    for (const [read, expected] of [
      [readReply, ours],
      [readPublished, published],
    ] as const) {
      const reading = read(raw)
      assert.equal(reading.ok ? reading.value : reading.problem.code, expected)
    }
  })
